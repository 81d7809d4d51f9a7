import type { PhotoField, PhotoTrade } from '../../../game/photo.ts';
import { distance, slips } from './distance.ts';
import { withoutGender } from './fold.ts';
import { SEEKS, RECRUITS, SHOPS } from './lexicon.ts';
import type { AdLine } from './lines.ts';
import { TRADES, type Trade } from './trades.ts';

type Match = { trade: Trade; line: AdLine; length: number; exact: boolean; near: boolean };

const words = (text: string): string[] => text.match(/[a-z0-9']+/g) ?? [];
const singular = (word: string): string => (word.length > 4 ? word.replace(/s$/, '') : word);

const bySpelling = TRADES.flatMap((trade) =>
  trade.spellings.map((spelling) => ({ trade, parts: words(spelling).map(singular) })),
);

/** Do the words say the spelling? Exactly, or with the slips that reading is forgiven; a shop's word is never a slip. */
const says = (found: readonly string[], parts: readonly string[]): 'exact' | 'slip' | null => {
  let exact = true;
  for (const [at, part] of parts.entries()) {
    const word = found[at] ?? '';
    if (word === part) continue;
    const allowed = Math.min(slips(part.length), slips(word.length));
    if (allowed === 0 || SHOPS.test(word) || distance(word, part, allowed) > allowed) return null;
    exact = false;
  }
  return exact ? 'exact' : 'slip';
};

const calls = (line: AdLine | undefined): boolean =>
  line !== undefined && [...RECRUITS, ...SEEKS].some(([pattern]) => pattern.test(line.folded));

const matchesIn = (lines: readonly AdLine[], at: number): Match[] => {
  const line = lines[at];
  if (!line) return [];
  const own = words(withoutGender(line.folded)).map(singular);
  const after = words(withoutGender(lines[at + 1]?.folded ?? '')).map(singular);
  const all = [...own, ...after];
  const near = [lines[at - 2], lines[at - 1], line, lines[at + 1]].some(calls);
  return own.flatMap((_, from) =>
    bySpelling.flatMap(({ trade, parts }) => {
      const how = says(all.slice(from, from + parts.length), parts);
      return how ? [{ trade, line, length: parts.join('').length, exact: how === 'exact', near }] : [];
    }),
  );
};

/** A long spelling whose letters stand on the line with gaps in wrong places: `D'ENTRE TIEN`. */
const gappy = (lines: readonly AdLine[], at: number): Match[] => {
  const line = lines[at];
  if (!line || SHOPS.test(line.folded)) return [];
  const letters = withoutGender(line.folded).replaceAll(/[^a-z0-9']/g, '');
  const near = [lines[at - 1], line].some(calls);
  return bySpelling.flatMap(({ trade, parts }) => {
    const length = parts.join('').length;
    return length >= 9 && letters.includes(parts.join(''))
      ? [{ trade, line, length, exact: false, near }]
      : [];
  });
};

const sure = ({ line, exact, near }: Match): number =>
  line.confidence * (exact ? 1 : 0.85) * (near ? 1 : 0.9);

/** Trades named in the ad, best first: near a recruiting word, in large letters, exactly written, more specific. */
export const findTrades = (
  lines: readonly AdLine[],
): { title: PhotoField<string> | null; trades: PhotoTrade[] } => {
  const tallest = Math.max(1e-9, ...lines.map(({ height }) => height));
  const rank = (m: Match): number =>
    sure(m) * (1 + m.length / 40) * (0.7 + 0.3 * (m.line.height / tallest)) * (m.near ? 1.3 : 1);
  const found = lines.flatMap((_, at) => matchesIn(lines, at)).toSorted((a, b) => rank(b) - rank(a));
  if (found.length === 0) found.push(...lines.flatMap((_, at) => gappy(lines, at)));
  const best = found[0];
  if (!best) return { title: null, trades: [] };
  const trades = new Map<string, PhotoTrade>();
  for (const match of found) {
    const { rome, label } = match.trade;
    if (!trades.has(label)) trades.set(label, { rome, label, confidence: sure(match) });
  }
  return {
    title: { value: best.trade.label, confidence: sure(best), line: best.line.index },
    trades: [...trades.values()].slice(0, 5),
  };
};
