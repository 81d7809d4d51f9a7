import type { PhotoField } from '../../../game/photo.ts';
import type { AdLine } from './lines.ts';

const AMOUNT =
  /\d[\d .]{0,7}(?:,\d{1,2})?\s?(?:€|euros?\b)(?:\s?(?:brut|net)s?\b)?(?:\s?(?:\/|par|de l')\s?(?:h(?:eure)?|mois|jour|an|semaine)\b)?/;
const WORDS =
  /\bsmic\b(?: ?\+ ?primes?)?|\b(?:salaire|remuneration) (?:motivante?|selon experience|a negocier|a definir|attractive?)\b/;
const ABOUT_PAY = /salaire|remuneration|brut|net|smic|\/\s?h|par heure|\/\s?mois|par mois|paye/;

/** Pay as written; a bare price (a menu's, a sale's) is not pay unless its line speaks of it. */
export const findSalary = (lines: readonly AdLine[]): PhotoField<string> | null => {
  for (const line of lines) {
    const match = (ABOUT_PAY.test(line.folded) ? AMOUNT.exec(line.folded) : null) ?? WORDS.exec(line.folded);
    if (match) {
      const value = line.text.slice(match.index, match.index + match[0].length).trim();
      return { value, confidence: line.confidence, line: line.index };
    }
  }
  return null;
};
