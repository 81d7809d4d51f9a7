import { LEVEL, normalBound } from './distributions.ts';
import { riskTable, type RiskTable, type TimeColumns } from './risk-table.ts';

/** One step of a survival curve. `low` and `high` are null where the log-log interval does not exist (S = 0 or 1). */
export type SurvivalStep = {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly survival: number;
  /** Greenwood's standard error of the survival. */
  readonly se: number;
  readonly low: number | null;
  readonly high: number | null;
};

export type SurvivalCurve = {
  /** Rows, weighted when weights are given. */
  readonly n: number;
  readonly events: number;
  readonly steps: readonly SurvivalStep[];
  /** First time at which survival is at most one half, with its interval; null when not reached. */
  readonly median: number | null;
  readonly medianLow: number | null;
  readonly medianHigh: number | null;
};

/** First time at which a bound of the curve is at most one half. Rounding of products is forgiven by 1e-12. */
const crossing = (steps: readonly SurvivalStep[], of: (step: SurvivalStep) => number | null): number | null =>
  steps.find((step) => {
    const value = of(step);
    return value !== null && value <= 0.5 + 1e-12;
  })?.time ?? null;

/** The curve of a table of counts. Source: Kaplan and Meier 1958; log-log intervals: Kalbfleisch and Prentice. */
export const curveOf = (table: RiskTable, level: number = LEVEL): SurvivalCurve => {
  const z = normalBound(level);
  let survival = 1;
  let greenwood = 0;
  const steps: SurvivalStep[] = [];
  for (let i = 0; i < table.time.length; i += 1) {
    const n = table.atRisk[i] ?? 0;
    const d = table.events[i] ?? 0;
    if (d > 0) {
      survival *= n - d <= 1e-12 * n ? 0 : 1 - d / n;
      greenwood += n > d ? d / (n * (n - d)) : 0;
    }
    const inside = survival > 0 && survival < 1;
    const theta = inside ? (z * Math.sqrt(greenwood)) / Math.log(survival) : 0;
    steps.push({
      time: table.time[i] ?? 0,
      atRisk: n,
      events: d,
      censored: table.censored[i] ?? 0,
      survival,
      se: survival * Math.sqrt(greenwood),
      low: inside ? survival ** Math.exp(-theta) : null,
      high: inside ? survival ** Math.exp(theta) : null,
    });
  }
  let total = 0;
  let events = 0;
  for (const step of steps) {
    total += step.events + step.censored;
    events += step.events;
  }
  return {
    n: total,
    events,
    steps,
    median: crossing(steps, (step) => step.survival),
    medianLow: crossing(steps, (step) => step.low),
    medianHigh: crossing(steps, (step) => step.high),
  };
};

/** Kaplan and Meier's estimate of the share still without the event, with pointwise log-log intervals and delayed entry. */
export const kaplanMeier = (
  rows: TimeColumns,
  keep?: (row: number) => boolean,
  level: number = LEVEL,
): SurvivalCurve => curveOf(riskTable(rows, keep), level);

/** Share still without the event at an instant: 1 before the first step. */
export const survivalAt = (curve: SurvivalCurve, time: number): number =>
  curve.steps.findLast((step) => step.time <= time)?.survival ?? 1;
