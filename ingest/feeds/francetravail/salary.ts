/** A salary as the source states it. Euros gross per `unit`; `max` equals `min` when one figure is given. */
export type Salary = {
  readonly unit: 'hour' | 'month' | 'year' | 'other';
  readonly min: number;
  readonly max: number;
  readonly months: number | null;
};

const UNITS: Readonly<Record<string, Salary['unit']>> = {
  horaire: 'hour',
  mensuel: 'month',
  annuel: 'year',
  autre: 'other',
  cachet: 'other',
};
const WORDS = { hour: 'de l’heure', month: 'par mois', year: 'par an', other: '' } as const;
/** Outside these the unit or the figure is wrong; the minimum wage is about 12 € an hour, 1,800 € a month. */
const PLAUSIBLE = {
  hour: [8, 150],
  month: [300, 20_000],
  year: [4_000, 250_000],
  other: [1, 250_000],
} as const;

const figure = (text: string): number => Number(text.replaceAll(/[\s\u00A0\u202F]/g, '').replace(',', '.'));

const NUMBER = String.raw`(\d[\d\s\u00A0\u202F]*(?:[.,]\d+)?)`;
const PATTERN = new RegExp(
  String.raw`^(horaire|mensuel|annuel|autre|cachet)\s+de\s+${NUMBER}\s*(?:euros?|€|eur)(?:\s*(?:à|a|-)\s*${NUMBER}\s*(?:euros?|€|eur))?(?:\s+sur\s+(\d+(?:[.,]\d+)?)\s*mois)?`,
  'i',
);

/** Reads `Mensuel de 1766,92 Euros à 2000.0 Euros sur 12.0 mois`; null when no figure is stated. */
export const parseSalary = (text: string): Salary | null => {
  const found = PATTERN.exec(text.trim());
  const unit = UNITS[(found?.[1] ?? '').toLowerCase()];
  if (!found?.[2] || unit === undefined) return null;
  const one = figure(found[2]);
  const two = found[3] === undefined ? one : figure(found[3]);
  if (!Number.isFinite(one) || !Number.isFinite(two)) return null;
  const months = found[4] === undefined ? null : figure(found[4]);
  return { unit, min: Math.min(one, two), max: Math.max(one, two), months };
};

export const isAbsurd = (salary: Salary): boolean => {
  const [low, high] = PLAUSIBLE[salary.unit];
  return salary.min < low || salary.max > high;
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
