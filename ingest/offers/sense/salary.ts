import type { SalaryUnit } from '../../../game/offer.ts';

/** A salary as a source states it. Euros gross per `unit`; `max` equals `min` when one figure is given. */
export type Salary = {
  readonly unit: SalaryUnit;
  readonly min: number;
  readonly max: number;
  readonly months: number | null;
};

const WORDS = { hour: 'de l’heure', day: 'par jour', month: 'par mois', year: 'par an', other: '' } as const;
/** Outside these the unit or the figure is wrong; the minimum wage is about 12 € an hour, 1,800 € a month. */
const PLAUSIBLE = {
  hour: [8, 150],
  day: [40, 1_500],
  month: [300, 20_000],
  year: [4_000, 250_000],
  other: [1, 250_000],
} as const;

const SPACE = String.raw`[\s\u00A0\u202F]`;
/** `1 766,92`, `1.800`, `25k`, `25 K`: a figure with its thousands. */
const NUMBER = String.raw`(\d{1,3}(?:[\s\u00A0\u202F.]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d+)?)${SPACE}*([kK])?`;
const EURO = String.raw`(?:euros?|eur|€|e)(?![a-zà-ÿ])`;
const GAP = String.raw`${SPACE}*(?:à|a|et|-|–|/|jusqu['’]à)${SPACE}*`;
const RANGE = String.raw`(?<![\d.,+])${NUMBER}${SPACE}*(?:${EURO})?(?:${SPACE}*(?:bruts?|nets?))?(?:${GAP}${NUMBER}${SPACE}*(${EURO})?)?`;
const AMOUNT = new RegExp(RANGE, 'gi');

const figure = (text: string, thousands: string | undefined): number => {
  const grouped = /^\d{1,3}(?:[\s\u00A0\u202F.]\d{3})+/.test(text);
  const plain = grouped ? text.replaceAll(/[\s\u00A0\u202F.]/g, '') : text;
  return Number(plain.replace(',', '.')) * (thousands === undefined ? 1 : 1000);
};

const UNITS: readonly (readonly [RegExp, SalaryUnit])[] = [
  [/\bhoraire|(?:\/|par|de l['’]?|l['’])\s*h(?:eure)?s?\b|\bheure\b/i, 'hour'],
  [/\bjournalier|(?:\/|par)\s*j(?:our)?\b/i, 'day'],
  [/\bmensuel|(?:\/|par|sur)\s*mois\b|\bmois\b/i, 'month'],
  [/\bannuel|(?:\/|par)\s*an(?:née)?\b|\ban(?:nuel)?\b/i, 'year'],
];
const STATED: Readonly<Record<string, SalaryUnit>> = {
  horaire: 'hour',
  mensuel: 'month',
  annuel: 'year',
  journalier: 'day',
  autre: 'other',
  cachet: 'other',
};

/** A figure without a unit tells it by its size, where sizes do not overlap. */
const unitOfSize = (min: number, max: number): SalaryUnit => {
  if (min >= 9 && max <= 60) return 'hour';
  if (min >= 1_100 && max <= 9_000) return 'month';
  return min >= 14_000 && max <= 200_000 ? 'year' : 'other';
};

/**
 * Reads `Mensuel de 1766,92 Euros à 2000.0 Euros sur 12.0 mois`, `11,65 € / heure`, `24 / 30 KE`, `2 200 € brut par
 * mois`, `entre 25 et 30k€`. The first amount counts. Null when no figure of money is stated.
 */
export const parseSalary = (text: string): Salary | null => {
  const label = /^\s*(horaire|mensuel|annuel|journalier|autre|cachet)\s+de\b/i.exec(text)?.[1]?.toLowerCase();
  for (const found of text.matchAll(AMOUNT)) {
    const [whole, first = '', k1, second, k2, euro2] = found;
    const money = new RegExp(EURO, 'i').test(whole.replace(/^[\d\s.,]+/, ' ')) || k1 || k2 || euro2;
    if (!money && label === undefined) continue;
    const two = second === undefined ? null : figure(second, k2);
    const one = figure(
      first,
      k1 ?? (k2 !== undefined && Number(first.replace(',', '.')) < 1000 ? k2 : undefined),
    );
    const max = two ?? one;
    if (!Number.isFinite(one) || !Number.isFinite(max)) continue;
    const months = /sur\s+(\d+(?:[.,]\d+)?)\s*mois/i.exec(text)?.[1];
    const around = text.slice(Math.max(0, found.index - 40), found.index + whole.length + 30);
    const unit =
      (label === undefined ? undefined : STATED[label]) ??
      UNITS.find(([words]) => words.test(around.replace(/sur\s+\d+\s*mois/i, '')))?.[1] ??
      unitOfSize(Math.min(one, max), Math.max(one, max));
    return {
      unit,
      min: Math.min(one, max),
      max: Math.max(one, max),
      months: months === undefined ? null : Number(months.replace(',', '.')),
    };
  }
  return null;
};

export const isAbsurd = (salary: Pick<Salary, 'unit' | 'min' | 'max'>): boolean => {
  const [low, high] = PLAUSIBLE[salary.unit];
  return salary.min < low || salary.max > high;
};

/** A sentence of a text that speaks of pay, wherever it begins. */
const PAY = /(?:salaire|r[ée]mun[ée]ration|r[ée]mun[ée]r[ée]|taux horaire|fixe|brut|net)\b[^\n]{0,90}/gi;

/** The pay a free text states: near a word of pay, plausible for its unit; null when there is none. */
export const salaryInText = (text: string): Salary | null => {
  for (const [near] of text.matchAll(PAY)) {
    if (!/\d/.test(near)) continue;
    const salary = parseSalary(near);
    if (salary !== null && salary.unit !== 'other' && !isAbsurd(salary)) return salary;
  }
  return null;
};

const euros = (n: number): string => {
  const [whole = '0', cents] = n.toFixed(Number.isInteger(n) ? 0 : 2).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202F');
  return `${grouped}${cents === undefined ? '' : `,${cents}`}\u00A0€`;
};

/** `2 500 € à 5 000 € par mois, sur 13 mois`, French, for people. */
export const salaryText = (salary: Salary): string => {
  const range = salary.min === salary.max ? euros(salary.min) : `${euros(salary.min)} à ${euros(salary.max)}`;
  const months =
    salary.months === null || salary.months === 12
      ? ''
      : `, sur ${String(salary.months).replace('.', ',')} mois`;
  return `${range} ${WORDS[salary.unit]}`.trim() + months;
};
