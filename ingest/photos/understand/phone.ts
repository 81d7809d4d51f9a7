import type { PhotoField } from '../../../game/photo.ts';
import type { AdLine } from './lines.ts';

/** Under this confidence of its line a number is not shown: a wrong one is worse than none. */
const EXACT_ENOUGH = 0.75;

/** The French form `0xxxxxxxxx` of written digits, whatever their prefix. */
const national = (digits: string): string => digits.replace(/^(?:00|\+)?33(?:\(?0\)?)?(?=\d{9}$)/, '0');

/** Is it a surcharged number (081, 082, 089, 0806-0809)? An offer may not show one (L5331-1 to L5331-5, labour code). */
export const isPremium = (digits: string): boolean => /^08(?:1|2|9|0[6-9])\d+$/.test(national(digits));

/**
 * A number of the French plan as ten digits in pairs, or null.
 *
 * Geographic 01-05, mobile 06 and 073-079, non-geographic 09, free 080[0-5].
 */
export const frenchNumber = (digits: string): string | null => {
  const ten = national(digits);
  if (!/^0(?:[1-5]\d|6\d|7[3-9]|80|9\d)\d{7}$/.test(ten) || isPremium(ten)) return null;
  if (/^0\d(?:00){4}$/.test(ten)) return null;
  return ten.replaceAll(/(\d\d)(?=\d)/g, '$1 ');
};

const CANDIDATE =
  /(?<![\dA-Za-z@])(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|[0oO])[\s.\-_/·]*[1-9lI|](?:[\s.\-_/·]*[\dOolI|]){8}(?![\dA-Za-z]|[\s.]?\d)/g;

/** Letters that stand for digits inside a number: `O` and `o`, `l`, `I` and `|`. Others are not guessed. */
const asDigits = (text: string): { digits: string; repaired: number } => {
  let repaired = 0;
  const digits = text.replaceAll(/[OolI|]/g, (char) => {
    repaired += 1;
    return char === 'O' || char === 'o' ? '0' : '1';
  });
  return { digits: digits.replaceAll(/[^\d+]/g, ''), repaired };
};

/** Phone numbers that are exact by the numbering plan and surely read; `premium` tells of refused ones. */
export const findPhones = (lines: readonly AdLine[]): { phones: PhotoField<string>[]; premium: boolean } => {
  const phones: PhotoField<string>[] = [];
  let premium = false;
  for (const line of lines) {
    if (/\b(?:fax|siret|siren|rcs|tva)\b/.test(line.folded)) continue;
    for (const [written] of line.text.matchAll(CANDIDATE)) {
      const { digits, repaired } = asDigits(written);
      const number = frenchNumber(digits);
      if (isPremium(digits)) premium = true;
      else if (number !== null && repaired <= 2 && line.confidence >= EXACT_ENOUGH) {
        phones.push({
          value: number,
          confidence: line.confidence * (repaired > 0 ? 0.9 : 1),
          line: line.index,
        });
      }
    }
  }
  return { phones: phones.toSorted((a, b) => b.confidence - a.confidence), premium };
};
