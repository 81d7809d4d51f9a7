import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Challenge, Fact, Progress, Proof } from './challenge.ts';
import { foldCode, isDiscovered, judgeProof, PROOF_REFUSALS } from './challenge.ts';
import type { Cell } from './ids.ts';

const PLACE = '8a194e64d187fff' as Cell;
const ELSEWHERE = '8a194e64d1affff' as Cell;
const [FROM, UNTIL] = [1_000_000, 2_000_000];

const PROOFS: readonly Proof[] = [
  { kind: 'be_there', seconds: 60 },
  { kind: 'photo' },
  { kind: 'code', sha256: 'c0de' },
  { kind: 'meeting', with: 'joker' },
];

const challenge = (proof: Proof, after: string[] = []): Challenge => ({
  id: 'b',
  title: { fr: 'La place', en: 'The square' },
  text: { fr: 'Va voir.', en: 'Go and see.' },
  cells: [PLACE],
  from: FROM,
  until: UNTIL,
  proof,
  points: 10,
  after,
});

const good = (kind: Fact['kind']): Fact => ({
  kind,
  evidence: 'e1',
  cell: kind === 'code' || kind === 'meeting' ? null : PLACE,
  at: 1_500_000,
  seconds: 60,
  sha256: 'c0de',
  with: 'joker',
});

const walked: Progress = { cleared: new Set([PLACE]), done: new Set(), used: new Set() };

describe.each(PROOFS)('a challenge proved by $kind', (proof) => {
  const fact = good(proof.kind);

  it('takes its good proof', () => {
    expect(judgeProof(challenge(proof), fact, walked)).toBeNull();
  });

  it('is not there under clouds, nor before what comes before it', () => {
    const under = { ...walked, cleared: new Set([ELSEWHERE]) };
    expect(isDiscovered(challenge(proof), under)).toBe(false);
    expect(judgeProof(challenge(proof), fact, under)).toBe('not_discovered');
    expect(isDiscovered(challenge(proof, ['a']), walked)).toBe(false);
    expect(judgeProof(challenge(proof, ['a']), fact, walked)).toBe('before_others');
    expect(judgeProof(challenge(proof, ['a']), fact, { ...walked, done: new Set(['a']) })).toBeNull();
  });

  it('refuses what is early, late, reused or of another kind, and a second time', () => {
    expect(judgeProof(challenge(proof), { ...fact, at: FROM - 1 }, walked)).toBe('too_early');
    expect(judgeProof(challenge(proof), { ...fact, at: UNTIL + 1 }, walked)).toBe('late');
    expect(judgeProof(challenge(proof), fact, { ...walked, used: new Set(['e1']) })).toBe('reused');
    expect(judgeProof(challenge(proof), fact, { ...walked, done: new Set(['b']) })).toBe('done');
    for (const { kind } of PROOFS.filter((other) => other.kind !== proof.kind))
      expect(judgeProof(challenge(proof), good(kind), walked)).toBe('other_kind');
  });
});

describe('a proof', () => {
  it('refuses another place, a short stay, a wrong code, another person', () => {
    expect(judgeProof(challenge({ kind: 'photo' }), { ...good('photo'), cell: ELSEWHERE }, walked)).toBe(
      'wrong_place',
    );
    expect(judgeProof(challenge({ kind: 'photo' }), { ...good('photo'), cell: null }, walked)).toBe(
      'wrong_place',
    );
    const stay = challenge({ kind: 'be_there', seconds: 60 });
    expect(judgeProof(stay, { ...good('be_there'), cell: ELSEWHERE }, walked)).toBe('wrong_place');
    expect(judgeProof(stay, { ...good('be_there'), seconds: 59 }, walked)).toBe('too_short');
    expect(judgeProof(challenge({ kind: 'code', sha256: 'other' }), good('code'), walked)).toBe('wrong_code');
    expect(judgeProof(challenge({ kind: 'meeting', with: 'adviser' }), good('meeting'), walked)).toBe(
      'other_person',
    );
  });

  it('is refused for one stated reason or proves, whatever the fact', () => {
    const fact = record({
      kind: constantFrom(...PROOFS.map(({ kind }) => kind)),
      evidence: constantFrom('e1', 'e2'),
      cell: constantFrom(PLACE, ELSEWHERE, null),
      at: integer({ min: 0, max: 3_000_000 }),
      seconds: integer({ min: 0, max: 120 }),
      sha256: constantFrom('c0de', 'other'),
      with: constantFrom('joker' as const, 'peer' as const),
    });
    assert(
      property(constantFrom(...PROOFS), fact, (proof, tried) => {
        const refusal = judgeProof(challenge(proof), tried, { ...walked, used: new Set(['e2']) });
        const fits = tried.kind === proof.kind && tried.at >= FROM && tried.at <= UNTIL;
        expect(refusal === null ? fits && tried.evidence === 'e1' : PROOF_REFUSALS.includes(refusal)).toBe(
          true,
        );
      }),
    );
  });

  it('compares codes by their letters and digits', () => {
    expect(foldCode(' Été-2026 ! ')).toBe('ETE2026');
  });
});
