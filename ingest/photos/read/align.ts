import { fold } from '../understand/fold.ts';

/** A character of a line with how many blanks stand before it. */
type Sign = { char: string; key: string; blank: boolean };

/** `°` and `O`, as both engines read `N°`. */
const keyOf = (char: string): string => (char === '°' ? 'o' : fold(char));

const signs = (text: string): Sign[] => {
  let blank = false;
  const found: Sign[] = [];
  for (const char of text.normalize('NFC')) {
    if (/\s/.test(char)) blank = true;
    else {
      found.push({ char, key: keyOf(char), blank });
      blank = false;
    }
  }
  return found;
};

const isLetter = ({ char }: Sign): boolean => /[\p{L}\p{N}°]/u.test(char);

/** One pair of an alignment; a side is null where only the other has a character. */
export type Pair = { a: Sign | null; b: Sign | null };

/** The cheapest alignment of two readings, blanks aside, accents and case ignored (Levenshtein, signs cheaper). */
export const align = (left: string, right: string): { pairs: Pair[]; slips: number; letters: number } => {
  const [a, b] = [signs(left), signs(right)];
  const width = b.length + 1;
  const cost = new Float32Array((a.length + 1) * width);
  const price = (sign: Sign | undefined): number => (sign && isLetter(sign) ? 1 : 0.4);
  const at = (i: number, j: number): number => cost[i * width + j] ?? 0;
  const change = (i: number, j: number): number => {
    const [x, y] = [a[i - 1], b[j - 1]];
    return x?.key === y?.key ? 0 : Math.max(price(x), price(y));
  };
  for (let i = 0; i <= a.length; i += 1) {
    for (let j = 0; j <= b.length; j += 1) {
      if (i === 0 && j === 0) continue;
      const drop = i > 0 ? at(i - 1, j) + price(a[i - 1]) : Infinity;
      const add = j > 0 ? at(i, j - 1) + price(b[j - 1]) : Infinity;
      const keep = i > 0 && j > 0 ? at(i - 1, j - 1) + change(i, j) : Infinity;
      cost[i * width + j] = Math.min(drop, add, keep);
    }
  }
  const pairs: Pair[] = [];
  for (let [i, j] = [a.length, b.length]; i > 0 || j > 0;) {
    const here = at(i, j);
    const [x, y] = [a[i - 1] ?? null, b[j - 1] ?? null];
    if (x && y && Math.abs(at(i - 1, j - 1) + change(i, j) - here) < 1e-3) {
      pairs.push({ a: x, b: y });
      [i, j] = [i - 1, j - 1];
    } else if (x && Math.abs(at(i - 1, j) + price(x) - here) < 1e-3) {
      pairs.push({ a: x, b: null });
      i -= 1;
    } else {
      pairs.push({ a: null, b: y });
      j -= 1;
    }
  }
  const letters = Math.max(a.filter(isLetter).length, b.filter(isLetter).length);
  return { pairs: pairs.toReversed(), slips: at(a.length, b.length), letters };
};
