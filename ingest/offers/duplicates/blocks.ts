import type { Corpus } from './corpus.ts';

/** A shingle in more records than this is no block by itself; inside it, records of one place still meet. */
const RARE = 20;
/** About so many shingles of each record are looked up. */
const SAMPLED = 64;
/** Records of one place, employer and title, or of one key, that are compared pair by pair. */
const LARGEST_BLOCK = 50;

const RADIX = 11;
const BUCKETS = 1 << RADIX;

/** Sorts keys with their values by key, in place but for two scratch arrays: 3 passes of 11 bits. */
export const radixSort = (keys: Uint32Array, values: Uint32Array): void => {
  const n = keys.length;
  let fromKeys: Uint32Array = keys;
  let fromValues: Uint32Array = values;
  let toKeys: Uint32Array = new Uint32Array(n);
  let toValues: Uint32Array = new Uint32Array(n);
  for (let shift = 0; shift < 33; shift += RADIX) {
    const counts = new Uint32Array(BUCKETS + 1);
    for (let i = 0; i < n; i += 1) {
      const bucket = (((fromKeys[i] ?? 0) >>> shift) & (BUCKETS - 1)) + 1;
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    for (let i = 1; i <= BUCKETS; i += 1) counts[i] = (counts[i] ?? 0) + (counts[i - 1] ?? 0);
    for (let i = 0; i < n; i += 1) {
      const key = fromKeys[i] ?? 0;
      const bucket = (key >>> shift) & (BUCKETS - 1);
      const at = counts[bucket] ?? 0;
      counts[bucket] = at + 1;
      toKeys[at] = key;
      toValues[at] = fromValues[i] ?? 0;
    }
    [fromKeys, toKeys] = [toKeys, fromKeys];
    [fromValues, toValues] = [toValues, fromValues];
  }
  // an odd number of passes ends in the scratch arrays
  keys.set(fromKeys);
  values.set(fromValues);
};

/** A power of two that leaves about `SAMPLED` of a record's shingles: two records keep the same ones of those they share. */
const strideOf = (n: number): number => {
  let stride = 1;
  while (n / stride > SAMPLED) stride *= 2;
  return stride;
};

const sampled = ({ shingles, from, isBoilerplate }: Corpus): { keys: Uint32Array; values: Uint32Array } => {
  const keys = new Uint32Array(shingles.length);
  const values = new Uint32Array(shingles.length);
  let n = 0;
  for (let record = 0; record + 1 < from.length; record += 1) {
    const start = from[record] ?? 0;
    const end = from[record + 1] ?? 0;
    const mask = strideOf(end - start) - 1;
    for (let at = start; at < end; at += 1) {
      const shingle = shingles[at] ?? 0;
      if (((shingle ^ (shingle >>> 16)) & mask) !== 0 || isBoilerplate(shingle)) continue;
      keys[n] = shingle;
      values[n] = record;
      n += 1;
    }
  }
  return { keys: keys.slice(0, n), values: values.slice(0, n) };
};

/**
 * Pairs worth comparing, as `a * n + b` with a < b: records that share a rare shingle, or a common one and a place; that
 * share an exact key; or that share place, employer and title. Values: shared sampled shingles, or `EXACT`.
 */
export const candidatePairs = (corpus: Corpus): Map<number, number> => {
  const { records } = corpus;
  const n = records.length;
  const pairs = new Map<number, number>();
  const meet = (one: number, two: number, add: number): void => {
    const key = one < two ? one * n + two : two * n + one;
    pairs.set(key, (pairs.get(key) ?? 0) + add);
  };
  const { keys, values } = sampled(corpus);
  radixSort(keys, values);
  for (let start = 0; start < keys.length;) {
    let end = start + 1;
    while (end < keys.length && keys[end] === keys[start]) end += 1;
    const size = end - start;
    if (size > 1 && size <= RARE)
      for (let i = start; i < end; i += 1)
        for (let j = i + 1; j < end; j += 1) meet(values[i] ?? 0, values[j] ?? 0, 1);
    else if (size > RARE) {
      const byPlace = new Map<string, number[]>();
      for (let i = start; i < end; i += 1) {
        const record = values[i] ?? 0;
        const place = records[record]?.place ?? null;
        if (place === null) continue;
        const list = byPlace.get(place);
        if (list) list.push(record);
        else byPlace.set(place, [record]);
      }
      for (const list of byPlace.values()) if (list.length <= RARE) meetAll(list, (a, b) => meet(a, b, 1));
    }
    start = end;
  }
  for (const block of blocksByKey(corpus)) meetAll(block, (a, b) => meet(a, b, EXACT));
  for (const block of blocksByName(corpus)) meetAll(block, (a, b) => meet(a, b, 1));
  return pairs;
};

/** Added to a pair's count when an exact key is shared. */
export const EXACT = 1_000_000;

const meetAll = (list: readonly number[], meet: (a: number, b: number) => void): void => {
  list.forEach((a, i) => {
    for (const b of list.slice(i + 1)) if (a !== b) meet(a, b);
  });
};

const grouped = (entries: Iterable<readonly [string, number]>): number[][] => {
  const groups = new Map<string, number[]>();
  for (const [key, record] of entries) {
    const list = groups.get(key);
    if (list) list.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()].filter((list) => list.length > 1 && list.length <= LARGEST_BLOCK);
};

const blocksByKey = ({ records }: Corpus): number[][] =>
  grouped(records.flatMap(({ keys }, i) => keys.map((key) => [key, i] as const)));

const blocksByName = ({ records, titles, employers }: Corpus): number[][] =>
  grouped(
    records.flatMap(({ place }, i) =>
      place === null || employers[i] === '' ? [] : [[`${place}\n${employers[i]}\n${titles[i]}`, i] as const],
    ),
  );
