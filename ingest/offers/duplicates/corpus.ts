import { likeness, titleWords, employerKey } from './title.ts';
import type { DuplicateRecord } from './record.ts';
import { hashWords, shinglesOf } from './words.ts';

/** All records prepared: shingles of record `i` are `shingles[from[i] … from[i + 1]]`, sorted. */
export type Corpus = {
  readonly records: readonly DuplicateRecord[];
  readonly shingles: Uint32Array;
  readonly from: Uint32Array;
  /** Folded title and employer of each record. */
  readonly titles: readonly string[];
  readonly employers: readonly string[];
  /** Hash of the whole text, 0 without one. */
  readonly texts: Uint32Array;
  readonly isBoilerplate: (shingle: number) => boolean;
};

/** A shingle under so many unlike titles is a firm's or agency's template, not the job. */
const TEMPLATE_FROM = 3;
/** Titles this much alike are one title in two spellings. */
const SAME_TITLE = 0.6;
const LARGEST_TABLE = 2 ** 26;

const growing = () => {
  let all = new Uint32Array(1 << 16);
  let used = 0;
  return {
    push: (values: Uint32Array): number => {
      if (used + values.length > all.length) {
        const larger = new Uint32Array(Math.max(all.length * 2, used + values.length));
        larger.set(all.subarray(0, used));
        all = larger;
      }
      all.set(values, used);
      return (used += values.length);
    },
    done: (): Uint32Array => all.subarray(0, used),
  };
};

/**
 * Counts unlike titles per shingle in a table without chains: the first shingle of a slot keeps it, another one that
 * falls there is not counted and so never taken for a template.
 */
const countTitles = (shingles: Uint32Array, from: Uint32Array, titles: readonly string[]) => {
  let size = 1 << 12;
  while (size < shingles.length * 2 && size < LARGEST_TABLE) size *= 2;
  const last = new Uint32Array(size).fill(0xffffffff);
  const seen = new Uint8Array(size);
  const prints = new Uint16Array(size);
  const slotOf = (shingle: number): number => (Math.imul(shingle, 0x9e3779b1) >>> 6) & (size - 1);
  for (let record = 0; record + 1 < from.length; record += 1) {
    let other = -1;
    let alike = false;
    for (let at = from[record] ?? 0; at < (from[record + 1] ?? 0); at += 1) {
      const shingle = shingles[at] ?? 0;
      const slot = slotOf(shingle);
      const before = last[slot] ?? 0;
      if (before === 0xffffffff) {
        last[slot] = record;
        seen[slot] = 1;
        prints[slot] = shingle;
        continue;
      }
      if (prints[slot] !== (shingle & 0xffff)) continue;
      if (before !== other) {
        other = before;
        const one = titles[before] ?? '';
        const two = titles[record] ?? '';
        alike = one === two || likeness(one, two) >= SAME_TITLE;
      }
      if (alike) continue;
      last[slot] = record;
      if ((seen[slot] ?? 0) < 255) seen[slot] = (seen[slot] ?? 0) + 1;
    }
  }
  return (shingle: number): boolean => {
    const slot = slotOf(shingle);
    return (seen[slot] ?? 0) >= TEMPLATE_FROM && prints[slot] === (shingle & 0xffff);
  };
};

const scratch = new Uint32Array(4000);

const textHash = (text: string): number => {
  const n = hashWords(text, scratch);
  let hash = n;
  for (let i = 0; i < n; i += 1) hash = Math.imul(hash ^ (scratch[i] ?? 0), 0x85ebca6b) ^ (hash >>> 15);
  return hash >>> 0;
};

/** Prepares records once: about 25 µs for one of 300 words. */
export const corpusOf = (records: readonly DuplicateRecord[]): Corpus => {
  const shingles = growing();
  const from = new Uint32Array(records.length + 1);
  const texts = new Uint32Array(records.length);
  const titles = records.map(({ title }) => titleWords(title).join(' '));
  records.forEach(({ text }, i) => {
    from[i + 1] = text === null ? (from[i] ?? 0) : shingles.push(shinglesOf(text));
    if (text !== null) texts[i] = textHash(text);
  });
  const all = shingles.done();
  return {
    records,
    shingles: all,
    from,
    titles,
    employers: records.map(({ employer }) => employerKey(employer)),
    texts,
    isBoilerplate: countTitles(all, from, titles),
  };
};
