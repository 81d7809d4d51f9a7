import { foldText } from '../../places/names.ts';
import type { Trades } from './rome.ts';

/** One row of a directory of trades: a name a job goes by, its ROME 4 code, and that code's ROME 3 parent. */
export type TradeName = { readonly code: string; readonly name: string };
export type TradeParent = { readonly code: string; readonly parent: string };

/** Below this a title is not near enough to any name; measured by `npm run eval:sense`. */
export const INFER_FROM = 0.72;

const STOP = new Set(
  'h f hf fh e en de du des d l la le les et ou a au aux un une pour sur cdi cdd interim alternance temps plein partiel'.split(
    ' ',
  ),
);

/** One stem for both genders: `vendeur`/`vendeuse`, `employé`/`employée`, `conducteur`/`conductrice`. */
const stem = (word: string): string =>
  word
    .replace(/(?:trice|teur)s?$/, 'teu')
    .replace(/(?:euse|eur)s?$/, 'eu')
    .replace(/(?:ier|iere)s?$/, 'ie')
    .replace(/(?:ien|ienne)s?$/, 'ie')
    .replace(/(?:ee|e|s|es)$/, '');

const tokens = (text: string): readonly string[] => [
  ...new Set(
    foldText(text.replaceAll(/\([^()]*\)/g, ' '))
      .split(' ')
      .filter((word) => word.length > 1 && !STOP.has(word))
      .map(stem),
  ),
];

type Entry = { readonly code: string; readonly name: string; readonly words: readonly string[] };

/** A directory of trades in memory; about 11,000 names cost 20 MB and 60 µs a title. */
export const tradesOf = (names: readonly TradeName[], parents: readonly TradeParent[]): Trades => {
  const parentOf = new Map(parents.map(({ code, parent }) => [code, parent]));
  const entries: Entry[] = [];
  const byWord = new Map<string, number[]>();
  // `Vendeur / Vendeuse en boulangerie` is one name with two genders of one stem
  for (const { code, name } of names) {
    const entry = { code, name, words: tokens(name) };
    if (entry.words.length === 0) continue;
    const at = entries.push(entry) - 1;
    for (const word of entry.words) {
      const list = byWord.get(word);
      if (list) list.push(at);
      else byWord.set(word, [at]);
    }
  }
  const weight = (word: string): number =>
    Math.log((entries.length + 1) / ((byWord.get(word)?.length ?? 0) + 1));
  const total = (words: readonly string[]): number => words.reduce((sum, word) => sum + weight(word), 0);
  const totals = entries.map((entry) => total(entry.words));
  return {
    parentOf: (code) => parentOf.get(code) ?? null,
    infer: (title) => {
      const words = tokens(title);
      const known = words.filter((word) => byWord.has(word));
      if (known.length === 0) return null;
      const shared = new Map<number, number>();
      for (const word of known)
        for (const at of byWord.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + weight(word));
      // a word of the title that no name bears says little against a match
      const own = total(known) + 0.5 * (words.length - known.length);
      let best: { at: number; score: number } | null = null;
      for (const [at, sum] of shared) {
        const score = (2 * sum) / (own + (totals[at] ?? 0));
        if (best === null || score > best.score) best = { at, score };
      }
      const entry = best === null ? undefined : entries[best.at];
      if (best === null || entry === undefined || best.score < INFER_FROM) return null;
      return { code: entry.code, label: entry.name, score: Math.round(best.score * 100) / 100 };
    },
  };
};
