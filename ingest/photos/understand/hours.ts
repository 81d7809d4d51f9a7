import type { PhotoField } from '../../../game/photo.ts';
import type { AdLine } from './lines.ts';

const PER_WEEK =
  /\b(?:[1-9]|[1-3]\d|4[0-8])\s?h(?:eures?)?\b(?:\s?(?:\/|par)\s?(?:sem(?:aine)?|hebdo)\b\.?)?/;
/** Clock times: `8h-12h`, `de 9h à 18h`, `9h30`. */
const CLOCK =
  /\b\d{1,2}\s?h\s?\d{2}\b|\b\d{1,2}\s?h\s?(?:-|a|\/|et)\s?\d{1,2}\s?h|\b(?:de|des|a partir de|jusqu'a)\s\d{1,2}\s?h/;
const SHARE = /\btemps (?:plein|complet|partiel)\b|\bmi[ -]temps\b|\bquelques heures\b/;

const WHEN =
  /\bweek[ -]?ends?(?: et (?:soirs?|jours feries))?\b|\bmidi et soir\b|\bsoirs? et week[ -]?ends?\b|\bdu (?:lundi|mardi|mercredi|jeudi|vendredi) au (?:jeudi|vendredi|samedi|dimanche)\b|\b(?:horaires? )?(?:du|le) matin\b/;

/** Working time as written, parts joined: `Temps partiel, 24h / semaine`. Clock times are not working time. */
export const findHours = (lines: readonly AdLine[]): PhotoField<string> | null => {
  const found = lines.flatMap((line) => {
    const share = SHARE.exec(line.folded);
    const week = CLOCK.test(line.folded) ? null : PER_WEEK.exec(line.folded);
    return [share, week, (share ?? week) ? null : WHEN.exec(line.folded)]
      .filter((match) => match !== null)
      .map((match) => ({
        value: line.text.slice(match.index, match.index + match[0].length),
        confidence: line.confidence,
        line: line.index,
      }));
  });
  const first = found[0];
  if (!first) return null;
  const values = [...new Set(found.slice(0, 3).map(({ value }) => value))];
  return { ...first, value: values.join(', '), confidence: Math.min(...found.map((f) => f.confidence)) };
};
