/** A table of a report: header and cells, numbers already written. */
export type ReportTable = {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** A part of the report. `figures` are SVG texts made by `figures.ts`. */
export type Section = {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly tables?: readonly ReportTable[];
  readonly figures?: readonly string[];
};

/** A number as it is shown: three significant digits, no exponent for usual sizes, a dash when unknown. */
export const shown = (value: number | null | undefined, digits = 3): string => {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const text = Number(value.toPrecision(digits));
  return Math.abs(text) >= 1e6 || (Math.abs(text) < 1e-4 && text !== 0) ? text.toExponential() : String(text);
};

/** A p-value: never 0. */
export const shownP = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3));

export const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? '–' : `${shown(low)} to ${shown(high)}`;
