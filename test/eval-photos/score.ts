import { hits, wordsOf } from '../../ingest/photos/test/words.ts';

/** Words wanted, read and right, added up over pictures. */
export type Score = { wanted: number; read: number; hit: number };

export const NOTHING: Score = { wanted: 0, read: 0, hit: 0 };

/** Words of one picture: `wordsOf` both texts, each read word counted once. */
export const scoreOf = (wanted: string, read: string): Score => {
  const [a, b] = [wordsOf(wanted), wordsOf(read)];
  return { wanted: a.length, read: b.length, hit: hits(a, b) };
};

export const add = (a: Score, b: Score): Score => ({
  wanted: a.wanted + b.wanted,
  read: a.read + b.read,
  hit: a.hit + b.hit,
});

const round = (n: number): number => Math.round(n * 1000) / 1000;

/** Shares of words found and of words right; null where there were none. */
export const shares = ({ wanted, read, hit }: Score) => ({
  wordRecall: wanted === 0 ? null : round(hit / wanted),
  wordPrecision: read === 0 ? null : round(hit / read),
});

/** Fields found, wrong and missed, added up. A field that is absent and not found counts nowhere. */
export type FieldScore = { right: number; wrong: number; missed: number };

export const fieldScore = (): FieldScore => ({ right: 0, wrong: 0, missed: 0 });

export const judgeField = (score: FieldScore, wanted: string | null, found: string | null): void => {
  if (found !== null && found === wanted) score.right += 1;
  else {
    if (found !== null) score.wrong += 1;
    if (wanted !== null) score.missed += 1;
  }
};

/** Harmonic mean of precision and recall, 0 to 1; null without any field wanted or found. */
export const f1 = ({ right, wrong, missed }: FieldScore): number | null =>
  right + wrong + missed === 0 ? null : round((2 * right) / (2 * right + wrong + missed));
