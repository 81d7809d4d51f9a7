import { candidatePairs, EXACT } from './blocks.ts';
import { clusterPairs } from './clusters.ts';
import type { Cluster } from './clusters.ts';
import { compare } from './compare.ts';
import { corpusOf } from './corpus.ts';
import type { Corpus } from './corpus.ts';
import type { DuplicateRecord, Verdict } from './record.ts';

/** Two records by number, smaller first, and what they are. */
export type Pair = { readonly a: number; readonly b: number; readonly verdict: Verdict };

/** What was found among the records. Clusters are merged; the other lists are for people and for campaigns. */
export type Found = {
  readonly corpus: Corpus;
  readonly compared: number;
  readonly pairs: readonly Pair[];
  readonly clusters: readonly Cluster[];
};

/**
 * Finds offers shown several times among the records. Pure; the same records in the same order give the same answer.
 * @param decisions what people said of pairs, by `a * records.length + b` with a < b; it overrules the score
 */
export const findDuplicates = (
  records: readonly DuplicateRecord[],
  decisions: ReadonlyMap<number, 'accepted' | 'undone'> = new Map(),
): Found => {
  const corpus = corpusOf(records);
  const candidates = candidatePairs(corpus);
  for (const key of decisions.keys()) if (!candidates.has(key)) candidates.set(key, 0);
  const pairs: Pair[] = [];
  for (const [key, count] of candidates) {
    const a = Math.floor(key / records.length);
    const b = key % records.length;
    const found = compare(corpus, a, b, count >= EXACT);
    const decision = decisions.get(key);
    const verdict: Verdict =
      decision === undefined
        ? found
        : { ...found, relation: decision === 'accepted' ? 'duplicate' : 'different' };
    if (verdict.relation !== 'different') pairs.push({ a, b, verdict });
  }
  pairs.sort((x, y) => x.a - y.a || x.b - y.b);
  return { corpus, compared: candidates.size, pairs, clusters: clusterPairs(corpus, pairs, decisions) };
};
