import type { PhotoField } from '../../../game/photo.ts';
import type { AdLine } from './lines.ts';

const STREET =
  /\b\d{1,4}\s?(?:bis|ter|quater)?,?\s+(?:rue|r\.|avenue|av\.?|boulevard|bd|bld|place|pl\.|allee|impasse|chemin|route|rte|quai|cours|square|passage|faubourg|fbg|residence|zone|za|zi|zac)\s+\S.*$/;
const TOWN = /\b(?:0[1-9]|[1-8]\d|9[0-58])\d{3}\s+[a-z][a-z' -]{2,}/;

/** The address written on the ad: `12 rue de la République, 62300 LENS`. The offer's place stays the photo's. */
export const findAddress = (lines: readonly AdLine[]): PhotoField<string> | null => {
  const cut = (line: AdLine, match: RegExpExecArray): string =>
    line.text.slice(match.index, match.index + match[0].length).trim();
  const parts = lines.flatMap((line) => {
    const street = STREET.exec(line.folded);
    const town = street && TOWN.test(street[0]) ? null : TOWN.exec(line.folded);
    return [street, town].filter((m) => m !== null).map((m) => ({ value: cut(line, m), line }));
  });
  const first = parts[0];
  if (!first) return null;
  const kept = parts.slice(0, 2);
  return {
    value: kept.map(({ value }) => value).join(', '),
    confidence: Math.min(...kept.map(({ line }) => line.confidence)),
    line: first.line.index,
  };
};
