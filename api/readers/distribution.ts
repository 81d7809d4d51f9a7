import { tableFromIPC } from 'apache-arrow';
import type { LabMeasures, MeasureSummary } from '../../analytics/lab-reader.ts';
import type { getSummary } from '../contract/lab.ts';
import type { ResponseOf } from '../contract/route.ts';

type Statistic = ResponseOf<typeof getSummary>['measures'][number];
type Shape = Pick<Statistic, 'p10' | 'p90' | 'bins'>;

const BINS = 12;
const NOTHING: Shape = { p10: null, p90: null, bins: [] };

/** Linear interpolation between closest ranks; null of nothing. */
const quantile = (sorted: readonly number[], q: number): number | null => {
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  return low === undefined || high === undefined ? null : low + (high - low) * (position % 1);
};

const binsOf = (sorted: readonly number[]): Shape['bins'] => {
  const [min = 0] = sorted;
  const max = sorted.at(-1) ?? 0;
  if (sorted.length === 0) return [];
  if (min === max) return [{ from: min, to: max, n: sorted.length }];
  const width = (max - min) / BINS;
  const bins = Array.from({ length: BINS }, (_, i) => ({
    from: min + i * width,
    to: i === BINS - 1 ? max : min + (i + 1) * width,
    n: 0,
  }));
  for (const value of sorted) {
    const bin = bins[Math.min(BINS - 1, Math.floor((value - min) / width))];
    if (bin !== undefined) bin.n += 1;
  }
  return bins;
};

/** Mean of each person's weeks, in the order of the rows, which are in key order. */
const personMeans = (rows: Iterable<{ person: unknown; value: unknown }>): number[] => {
  const sums = new Map<string, { sum: number; n: number }>();
  for (const { person, value } of rows) {
    if (value === null || value === undefined) continue;
    const known = sums.get(String(person)) ?? { sum: 0, n: 0 };
    sums.set(String(person), { sum: known.sum + Number(value), n: known.n + 1 });
  }
  return [...sums.values()].map(({ sum, n }) => sum / n).toSorted((a, b) => a - b);
};

const shapesOf = (arrow: Uint8Array, measures: readonly MeasureSummary[]): Map<string, Shape> => {
  const table = tableFromIPC(arrow);
  const persons = table.getChild('person');
  const shapes = new Map<string, Shape>();
  for (const { measure } of measures) {
    const column = table.getChild(measure);
    if (column === null || persons === null) continue;
    const means = personMeans(
      Array.from({ length: table.numRows }, (_, i) => ({
        person: persons.get(i) as unknown,
        value: column.get(i) as unknown,
      })),
    );
    shapes.set(measure, { p10: quantile(means, 0.1), p90: quantile(means, 0.9), bins: binsOf(means) });
  }
  return shapes;
};

/** The summary of each measure with its distribution over persons. */
export const statisticsOf = ({ arrow, summary }: LabMeasures): Statistic[] => {
  const shapes = shapesOf(arrow, summary);
  return summary.map(({ measure, unit, n, persons, mean, median, low, high, coverage, reasons }) => ({
    measure,
    unit,
    n,
    persons,
    mean,
    median,
    low,
    high,
    coverage,
    ...(shapes.get(measure) ?? NOTHING),
    missing: Object.entries(reasons).map(([reason, rows]) => ({ reason, n: rows })),
  }));
};
