import { sumOf } from './sums.ts';

/** A weighted mean with what weighting costs: `effectiveN` persons of equal weight would say as much (Kish 1965). */
export type WeightedMean = { readonly mean: number; readonly n: number; readonly effectiveN: number };

/** Weights must be ≥ 0; null when they sum to 0. */
export const weightedMean = (values: ArrayLike<number>, weights: ArrayLike<number>): WeightedMean | null => {
  const total = sumOf(weights);
  if (total === 0) return null;
  const [products, squares] = [new Float64Array(values.length), new Float64Array(values.length)];
  for (let i = 0; i < values.length; i += 1) {
    products[i] = (values[i] ?? 0) * (weights[i] ?? 0);
    squares[i] = (weights[i] ?? 0) ** 2;
  }
  return { mean: sumOf(products) / total, n: values.length, effectiveN: total ** 2 / sumOf(squares) };
};

/**
 * Post-stratification: the factor by which each group's persons weigh so that groups stand as in a register. Groups of
 * the register without a participant are listed: no weight can stand for them.
 */
export const postStratify = (
  participants: Readonly<Record<string, number>>,
  register: Readonly<Record<string, number>>,
): { factors: Record<string, number>; absent: string[] } => {
  const groups = Object.keys(register).sort();
  const present = groups.filter((group) => (participants[group] ?? 0) > 0);
  const n = sumOf(present.map((group) => participants[group] ?? 0));
  const total = sumOf(present.map((group) => register[group] ?? 0));
  return {
    factors: Object.fromEntries(
      present.map((group) => [group, ((register[group] ?? 0) / total) * (n / (participants[group] ?? 1))]),
    ),
    absent: groups.filter((group) => (participants[group] ?? 0) === 0),
  };
};
