import type { Remote } from '../../../game/offer.ts';

const NIGHT =
  /\b(?:travail(?:lez|ler)?|poste|horaires?|[ée]quipe|brigade|heures?|veilleur|agent|aide-soignant|infirmi\w+|gardien|superviseur\w*|production)\b[^.\n]{0,30}?\b(?:de |la |en )?nuit\b|\b(?:de jour (?:ou|et|comme)|jour\s*\/)\s*(?:de )?nuits?\b|\b(?:quelques|faire des) nuits\b|\b(?:2|3|4|5)\s?[x*]\s?8\b[^.\n]{0,40}\bnuit|\b3\s?[x*]\s?8\b|\(nuit\)|\ben nuit\b/i;
const NO_NIGHT = /(?:pas|sans|aucun) (?:de )?(?:travail|poste|horaire)?s?\s*(?:de )?nuit/i;
const SUNDAY =
  /\bdimanches?\b[^.\n]{0,40}?travaill|travaill[^.\n]{0,80}?\bdimanches?\b|heures? de (?:nuit et de )?dimanche|\d\s*dimanches?\s*(?:par|\/)\s*mois|\bdimanche\s*(?:-|et|,)\s*lundi\s*:\s*\d/i;
const NO_SUNDAY =
  /(?:repos|ferm[ée]e?s?|cong[ée]s?)[^.\n]{0,25}dimanche|(?:pas|jamais|aucun)[^.\n]{0,25}dimanche|hors dimanche/i;

/** Night work: true or false only where it is said. */
export const nightInText = (text: string): boolean | null => {
  if (!/nuit|x\s?8|\*8/i.test(text)) return null;
  if (NO_NIGHT.test(text)) return false;
  return NIGHT.test(text) ? true : null;
};

/** Sunday work: true or false only where it is said. */
export const sundayInText = (text: string): boolean | null => {
  if (!/dimanche/i.test(text)) return null;
  if (NO_SUNDAY.test(text)) return false;
  return SUNDAY.test(text) ? true : null;
};

/** `35 H  Travail en journée`, `39h`, `24.5 heures hebdo`: hours of a week, 1-60. */
export const weeklyHoursOf = (label: string): number | null => {
  const found = /(?<![\d,.:])(\d{1,2})\s*(?:[hH]\s?(\d{2})?|heures?)(?:\b|\s|$)/.exec(label);
  if (!found?.[1]) return null;
  const hours = Number(found[1]) + Number(found[2] ?? 0) / 60;
  return hours >= 1 && hours <= 60 ? Math.round(hours * 100) / 100 : null;
};

/** Hours of a week that a text states as such: `35h/semaine`, `39 heures hebdomadaires`. */
export const weeklyHoursInText = (text: string): number | null => {
  const found =
    /(\d{1,2}\s*(?:[hH](?:\s?\d{2})?|heures?))\s*(?:\/|par|-|de travail par)?\s*(?:semaine|hebdo)/i.exec(
      text,
    );
  return found?.[1] === undefined ? null : weeklyHoursOf(found[1]);
};

/** Part time: said by the label or the text, or fewer than 35 hours. */
export const partTimeOf = (label: string, hours: number | null): boolean | null => {
  if (/temps partiel|mi-temps/i.test(label)) return true;
  if (/temps (?:plein|complet)/i.test(label)) return false;
  return hours === null ? null : hours < 35;
};

/** Work from home: a promise of some days is `partial`; `none` only where it is ruled out. */
export const remoteInText = (text: string): Remote | null => {
  if (!/t[ée]l[ée]-?travail|full[- ]remote|distanciel/i.test(text)) return null;
  if (/pas de t[ée]l[ée]travail|t[ée]l[ée]travail (?:non|impossible|pas)/i.test(text)) return 'none';
  if (
    /(?:100\s?%|totalement|enti[èe]rement|full)[^.\n]{0,15}(?:t[ée]l[ée]travail|remote|distanciel)|t[ée]l[ée]travail (?:complet|total|[àa] 100)/i.test(
      text,
    )
  )
    return 'full';
  return 'partial';
};

const MONTHS = [
  'janv',
  'fevr',
  'mars',
  'avri',
  'mai',
  'juin',
  'juil',
  'aout',
  'sept',
  'octo',
  'nove',
  'dece',
];
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * First day of work that a text states with its year: `à partir du 01/04/2024`, `dès le 3 septembre 2024`. Days come
 * before months, as in all French texts. Null without a year or with an impossible date.
 */
export const startInText = (text: string): string | null => {
  const found =
    /(?:[àa] partir du|d[èe]s le|d[ée]but(?: de (?:contrat|mission))?\s*:?\s*(?:le )?|prise de poste\s*:?\s*(?:le |au )?|[àa] pourvoir (?:le|au|d[èe]s le))\s*(\d{1,2})(?:er)?(?:[/.-](\d{1,2})[/.-]|\s+([a-zéûà]{3,9})\s+)(20\d{2})/i.exec(
      text,
    );
  if (!found) return null;
  const day = Number(found[1]);
  const month =
    found[2] === undefined
      ? MONTHS.findIndex((name) => plain(found[3] ?? '').startsWith(name)) + 1
      : Number(found[2]);
  const date = new Date(Date.UTC(Number(found[4]), month - 1, day));
  return month >= 1 && month <= 12 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
};

/** Whether one of 16 or 17 may apply, only where it is said. */
export const minorsInText = (text: string): boolean | null => {
  if (!/18 ans|16 ans|mineur|majeur/i.test(text)) return null;
  if (
    /(?:[êe]tre|plus de|[âa]g[ée]e?s? de|minimum|avoir|d[èe]s)\s*(?:au moins |plus de |de )?18 ans|18 ans (?:minimum|r[ée]volus|et plus)|[êe]tre majeure?|(?:candidat|personne)s? majeure?s?|interdit aux mineurs/i.test(
      text,
    )
  )
    return false;
  if (
    /(?:d[èe]s|[àa] partir de|moins|plus de) 16 ans|mineurs? accept|accessible aux mineurs|16\s*[-àa/]\s*18 ans/i.test(
      text,
    )
  )
    return true;
  return null;
};
