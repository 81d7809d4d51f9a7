import { describe, expect, it } from 'vitest';
import { readPath } from './read-path.ts';

const said = (text: string) => ({ fr: text, en: text });
const stop = (id: string, changes: object = {}) => ({
  id,
  title: said('La place'),
  text: said('Va voir.'),
  cells: ['8a194e64d187fff'],
  from: '2026-12-05T10:00:00+01:00',
  until: '2026-12-05T18:00:00+01:00',
  proof: { kind: 'be_there', seconds: 60 },
  points: 10,
  ...changes,
});
const file = (...challenges: object[]) => ({
  id: 'centre-ville',
  version: '2026-12-1',
  territory: '62510',
  title: said('Le centre'),
  challenges,
});
const faultsOf = (content: unknown): string[] =>
  readPath(content, (text) => `#${text}`).faults.map(({ at }) => at);

describe('a path file', () => {
  it('is read whole, its codes only as digests', () => {
    const content = file(
      stop('place'),
      stop('cafe', { proof: { kind: 'code', code: 'Abricot 62' }, after: ['place'] }),
      stop('photo', { proof: { kind: 'photo' } }),
      stop('joker', { proof: { kind: 'meeting', with: 'joker' } }),
    );
    const { path, faults } = readPath(content, (text) => `#${text}`);
    expect(faults).toEqual([]);
    expect(path?.challenges[0]?.from).toBe(Date.UTC(2026, 11, 5, 9));
    expect(path?.challenges[1]).toMatchObject({
      proof: { kind: 'code', sha256: '#ABRICOT62' },
      after: ['place'],
    });
    expect(JSON.stringify(path)).not.toContain('Abricot');
  });

  it('tells every fault with its place', () => {
    expect(faultsOf(null)).toEqual(['challenges', 'id', 'version', 'territory', 'title.fr', 'title.en']);
    expect(
      faultsOf(
        file(
          stop('Ma place', { cells: ['8b194e64d180fff'], until: '2026-12-05T09:00:00+01:00', points: 500 }),
          stop('b', { proof: { kind: 'code', code: '12' }, from: '5/12/2026' }),
          stop('c', { proof: { kind: 'dance' }, text: { fr: 'ok' } }),
        ),
      ),
    ).toEqual([
      'challenges[0].until',
      'challenges[0].id',
      'challenges[0].cells[0]',
      'challenges[0].points',
      'challenges[1].from',
      'challenges[1].proof.code',
      'challenges[2].text.en',
      'challenges[2].proof.kind',
    ]);
  });

  it('finds names that are missing, doubled or wait in a circle', () => {
    const ids = faultsOf(
      file(
        stop('a', { after: ['c'] }),
        stop('b', { after: ['a'] }),
        stop('c', { after: ['b'] }),
        stop('d'),
        stop('d', { after: ['x'] }),
      ),
    );
    expect(ids).toContain('challenges[4].id');
    expect(ids).toContain('challenges[4].after');
    expect(ids.filter((at) => /\[[012]\]\.after/.test(at)).length).toBe(3);
  });
});
