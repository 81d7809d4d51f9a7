import { JokaError } from '../../game/errors.ts';
import { sortRows, type CoxRows, type SortedRows } from './cox-data.ts';
import { eachEventTime, type Ties } from './cox-pass.ts';
import { clusteredVariance } from './cox-robust.ts';
import { chiSquareTail, normalBound, normalTwoSided } from './distributions.ts';
import { proportionality, type ProportionalityTest } from './schoenfeld.ts';
import { invertSymmetric, times } from './symmetric.ts';

export type CoxTerm = {
  readonly name: string;
  /** Logarithm of the hazard ratio of one unit more. */
  readonly coefficient: number;
  /** From the information matrix, and clustered (sandwich) when clusters are given: the one the interval uses. */
  readonly modelSe: number;
  readonly se: number;
  readonly hazardRatio: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
};

export type CoxFit = {
  readonly rows: number;
  /** Distinct clusters; null when rows are taken as independent. */
  readonly clusters: number | null;
  readonly events: number;
  readonly terms: readonly CoxTerm[];
  /** Log partial likelihood without and with the covariates. */
  readonly logLikelihood: readonly [number, number];
  /** Likelihood ratio test of all covariates together. */
  readonly p: number;
  readonly iterations: number;
  /** False when the likelihood still grows: a coefficient may be infinite (a group without any event). */
  readonly converged: boolean;
  /** Model-based variance, row-major. */
  readonly variance: Float64Array;
  readonly proportionality: ProportionalityTest;
};

const STEPS = 30;

type Evaluation = { logLikelihood: number; score: Float64Array; information: Float64Array };

const riskOf = (rows: SortedRows, beta: Float64Array): Float64Array => {
  const risk = new Float64Array(rows.n);
  for (let i = 0; i < rows.n; i += 1) {
    let eta = 0;
    for (let j = 0; j < rows.p; j += 1) eta += (beta[j] ?? 0) * (rows.x[i * rows.p + j] ?? 0);
    risk[i] = (rows.weight[i] ?? 0) * Math.exp(eta);
  }
  return risk;
};

const evaluate = (rows: SortedRows, beta: Float64Array, ties: Ties): Evaluation => {
  const { p, x } = rows;
  const score = new Float64Array(p);
  const information = new Float64Array(p * p);
  let logLikelihood = 0;
  eachEventTime(rows, riskOf(rows, beta), ties, ({ from, to, weight, draws }, covariance) => {
    for (let i = from; i < to; i += 1) {
      if (rows.event[i] !== 1) continue;
      const w = rows.weight[i] ?? 0;
      for (let j = 0; j < p; j += 1) {
        const value = w * (x[i * p + j] ?? 0);
        score[j] = (score[j] ?? 0) + value;
        logLikelihood += value * (beta[j] ?? 0);
      }
    }
    for (const draw of draws) {
      logLikelihood -= weight * Math.log(draw.s0);
      for (let j = 0; j < p; j += 1) score[j] = (score[j] ?? 0) - weight * (draw.mean[j] ?? 0);
    }
    for (let j = 0; j < p * p; j += 1) information[j] = (information[j] ?? 0) + (covariance[j] ?? 0);
  });
  return { logLikelihood, score, information };
};

const inverted = (rows: SortedRows, information: Float64Array): Float64Array => {
  const inverse = invertSymmetric(information, rows.p);
  if (typeof inverse === 'number')
    throw new JokaError('LAB_MODEL_SINGULAR', { field: rows.names[inverse] ?? '' });
  return inverse;
};

/**
 * Cox's proportional hazards (1972), by Newton with halved steps; ties by Efron unless asked otherwise. Rows may be
 * counting-process rows (start, stop], weighted, stratified; with clusters the variance is the sandwich summed by
 * cluster (Lin and Wei 1989), else model-based. Agrees with R's `survival` to 1e-9.
 * @throws JokaError LAB_MODEL_SINGULAR for a covariate that is constant or follows from others; LAB_MODEL_EMPTY
 */
export const cox = (given: CoxRows, ties: Ties = 'efron'): CoxFit => {
  const rows = sortRows(given);
  const events = rows.event.reduce((sum, e) => sum + e, 0);
  if (events === 0 || rows.p === 0) throw new JokaError('LAB_MODEL_EMPTY', { rows: rows.n, events });
  let beta: Float64Array = new Float64Array(rows.p);
  let now = evaluate(rows, beta, ties);
  const atZero = now.logLikelihood;
  let iterations = 0;
  let converged = false;
  while (iterations < STEPS && !converged) {
    iterations += 1;
    const step = times(inverted(rows, now.information), now.score, rows.p);
    let next = now;
    let tried = beta;
    for (let half = 1; half > 1e-6; half /= 2) {
      tried = beta.map((b, j) => b + half * (step[j] ?? 0));
      next = evaluate(rows, tried, ties);
      if (next.logLikelihood >= now.logLikelihood - 1e-12 * Math.abs(now.logLikelihood)) break;
    }
    converged = Math.abs(next.logLikelihood - now.logLikelihood) <= 1e-11 * Math.abs(next.logLikelihood);
    [beta, now] = [tried, next];
  }
  const variance = inverted(rows, now.information);
  const risk = riskOf(rows, beta);
  const robust =
    given.cluster === undefined ? null : clusteredVariance(rows, risk, ties, variance, given.cluster);
  const terms = rows.names.map((name, j): CoxTerm => {
    const coefficient = beta[j] ?? 0;
    const modelSe = Math.sqrt(variance[j * rows.p + j] ?? 0);
    const se = robust === null ? modelSe : Math.sqrt(robust.variance[j * rows.p + j] ?? 0);
    const half = normalBound() * se;
    const [hazardRatio, low, high] = [coefficient, coefficient - half, coefficient + half].map(Math.exp);
    return {
      name,
      coefficient,
      modelSe,
      se,
      hazardRatio: hazardRatio ?? 0,
      low: low ?? 0,
      high: high ?? 0,
      p: normalTwoSided(coefficient / se),
    };
  });
  return {
    rows: rows.n,
    clusters: robust?.clusters ?? null,
    events,
    terms,
    logLikelihood: [atZero, now.logLikelihood],
    p: chiSquareTail(2 * (now.logLikelihood - atZero), rows.p),
    iterations,
    converged,
    variance,
    proportionality: proportionality(rows, risk, ties, variance),
  };
};
