import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { measureNetwork } from '../ties/measure-network.ts';
import { TIE_MEASURES } from '../ties/measures.ts';
import { commonNeighbours } from '../ties/structure/common-neighbours.ts';
import { dispersionOf, normalisedDispersion } from '../ties/structure/dispersion.ts';
import { graphOf } from '../ties/structure/graph.ts';
import { off, SPHERE } from './fixture.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

type Row = Record<string, number | string | null>;
const ALL = TIE_MEASURES.map(({ name }) => name);

/** Measures a network written as `A-B:weight` by spaces; rows by person and by tie `A-B`. */
const measure = async (
  ties: string,
  observed?: readonly string[],
): Promise<{ persons: Record<string, Row>; ties: Record<string, Row> }> => {
  const parts = ties.split(' ').map((tie) => tie.split(/[-:]/));
  await loadColumns(duck, 'given', {
    a: { type: 'VARCHAR', values: parts.map(([a]) => a ?? '') },
    b: { type: 'VARCHAR', values: parts.map(([, b]) => b ?? '') },
    weight: { type: 'INTEGER', values: parts.map(([, , w]) => Number(w ?? 1)) },
  });
  if (observed !== undefined)
    await loadColumns(duck, 'observed', { person: { type: 'VARCHAR', values: observed } });
  await measureNetwork(duck, {
    ties: 'given',
    measures: ALL,
    ...(observed === undefined ? {} : { observed: 'observed' }),
  });
  const by = (rows: readonly Row[], key: (row: Row) => string): Record<string, Row> =>
    Object.fromEntries(rows.map((row) => [key(row), row]));
  return {
    persons: by(await duck.rows<Row>('FROM network_persons'), (row) => String(row['person'])),
    ties: by(await duck.rows<Row>('FROM network_ties'), (row) => `${row['a']}-${row['b']}`),
  };
};

const G = 'A-B A-F A-G A-E E-G F-G B-G B-D D-G G-C';
const WEIGHED = 'A-B:2 A-F:3 A-G:5 A-E:2 E-G:8 F-G:3 B-G:4 B-D:1 D-G:3 G-C:10';
const cycle = (n: number): string =>
  Array.from(
    { length: n },
    (_, i) => `${String(i).padStart(2, '0')}-${String((i + 1) % n).padStart(2, '0')}`,
  ).join(' ');
const value = (row: Row | undefined, name: string): number => Number(row?.[name]);

describe('conformance: ties', () => {
  it('A35: constraint in graph G', async () => {
    const { persons } = await measure(G);
    for (const [person, c] of Object.entries({ A: 0.595486, B: 0.642747, G: 0.40027, C: 1 }))
      expect(off(value(persons[person], 'constraint'), c)).toBeLessThan(SPHERE);
  });

  it('A36: effective size in graph G', async () => {
    const { persons } = await measure(G);
    for (const [person, size] of Object.entries({ A: 2.5, B: 1.666667, G: 4.666667, C: 1 }))
      expect(off(value(persons[person], 'effective_size'), size)).toBeLessThan(SPHERE);
    expect(off(value(persons['A'], 'efficiency'), 2.5 / 4)).toBeLessThan(SPHERE);
  });

  it('A37: weighted constraint and effective size, where networkx’s fast path gives 2.7917 and 5.5152', async () => {
    const { persons } = await measure(WEIGHED);
    for (const [person, name, expected] of [
      ['A', 'constraint', 0.794955],
      ['G', 'constraint', 0.298852],
      ['A', 'effective_size', 2.475],
      ['G', 'effective_size', 5.471717],
    ] as const)
      expect(off(value(persons[person], name), expected)).toBeLessThan(SPHERE);
  });

  it('A38: overlap in graph G; G-C is the only bridge and local bridge', async () => {
    const { ties } = await measure(G);
    for (const [tie, overlap] of Object.entries({ 'A-G': 0.6, 'A-B': 0.25, 'B-D': 0.5, 'F-G': 0.2 }))
      expect(value(ties[tie], 'overlap')).toBeCloseTo(overlap, 12);
    expect(ties['C-G']).toMatchObject({ overlap: 0, range: null, range_reason: 'bridge' });
    for (const name of ['bridge', 'local_bridge'])
      expect(Object.keys(ties).filter((tie) => ties[tie]?.[name] === 1)).toEqual(['C-G']);
  });

  it('A39: a person without ties has no constraint and no effective size, never 0', async () => {
    const { persons } = await measure(G, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'Z']);
    expect(persons['Z']).toMatchObject({
      degree: 0,
      constraint: null,
      constraint_reason: 'no_tie',
      effective_size: null,
      effective_size_reason: 'no_tie',
    });
  });

  it('A40: of these fifteen ties exactly 5-6 is a bridge', async () => {
    const { ties } = await measure(
      '1-2 2-3 3-4 3-5 5-6 6-7 7-8 5-9 9-10 1-3 1-4 2-5 5-10 6-8'.replaceAll(/\b(\d)\b/g, '0$1'),
    );
    expect(Object.keys(ties).filter((tie) => ties[tie]?.['bridge'] === 1)).toEqual(['05-06']);
  });

  it('A41: every tie of a cycle of 4 is a local bridge of span 3, of 9 of span 8; a triangle has none', async () => {
    const spans = async (ties: string): Promise<unknown[]> =>
      Object.values((await measure(ties)).ties)
        .filter((row) => row['local_bridge'] === 1)
        .map((row) => row['range']);
    expect(await spans(cycle(4))).toEqual([3, 3, 3, 3]);
    expect(await spans(cycle(9))).toEqual(Array.from({ length: 9 }, () => 8));
    expect(await spans(cycle(3))).toEqual([]);
  });

  it('A42: in a complete graph of five, Jaccard .6, resource allocation .75, clustering 1', async () => {
    const pairs = [0, 1, 2, 3, 4].flatMap((i) =>
      [0, 1, 2, 3, 4].filter((j) => j > i).map((j) => `${i}-${j}`),
    );
    const { ties, persons } = await measure(pairs.join(' '));
    expect(value(ties['0-1'], 'jaccard')).toBeCloseTo(0.6, 12);
    expect(value(ties['0-1'], 'resource_allocation')).toBeCloseTo(0.75, 12);
    expect(value(persons['0'], 'clustering')).toBe(1);
  });

  it('A43: dispersion of u to h 4, to b 1, to a 0; normalised 1 and .2', () => {
    const letters = 'abcdefhijku';
    const at = (letter: string): number => letters.indexOf(letter);
    const pairs = 'ab ac bc bd be bf cd cf ch df ef fh hj hk ij ik jk ua ub uc ud ue uf uh ui uj uk'.split(
      ' ',
    );
    const graph = graphOf(
      letters.length,
      pairs.map((pair) => at(pair.charAt(0))),
      pairs.map((pair) => at(pair.charAt(1))),
    );
    const from = (v: string): number => dispersionOf(graph, at('u'), at(v));
    expect([from('h'), from('b'), from('a')]).toEqual([4, 1, 0]);
    const common = commonNeighbours(graph);
    const embedded = (v: string): number =>
      common[graph.edgeA.findIndex((a, e) => a === at(v) && graph.edgeB[e] === at('u'))] ?? Number.NaN;
    expect(normalisedDispersion(from('h'), embedded('h'))).toBe(1);
    expect(normalisedDispersion(from('b'), embedded('b'))).toBeCloseTo(0.2, 12);
  });
});

describe('one network given whole and as ego logs', () => {
  it('has its structure in the first, null with alters_unobserved in the second, and equal intensity in both', async () => {
    const whole = await measure(WEIGHED);
    const ego = await measure(
      'A-B:2 A-F:3 A-G:5 A-E:2',
      ['A'], // A alone is observed: what A's others do among themselves is not in A's log
    );
    for (const tie of ['A-B', 'A-E', 'A-F', 'A-G']) {
      expect(ego.ties[tie]?.['weight']).toBe(whole.ties[tie]?.['weight']);
      expect(ego.ties[tie]).toMatchObject({
        overlap: null,
        overlap_reason: 'alters_unobserved',
        bridge: null,
      });
      expect(whole.ties[tie]?.['overlap_reason']).toBeNull();
    }
    expect(ego.persons['A']).toMatchObject({
      alters: 4,
      alters_observed: 0,
      constraint: null,
      constraint_reason: 'alters_unobserved',
    });
    expect(whole.persons['A']).toMatchObject({ alters: 4, alters_observed: 4, constraint_reason: null });
  });
});
