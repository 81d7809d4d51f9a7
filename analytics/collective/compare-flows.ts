const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const errors = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value - (b[i] ?? 0));

/** Common part of commuters 2 Σ min ÷ (Σ a + Σ b) of two lists of flows over the same ways: 1 when equal, 0 when none in common or no flow. A19. */
export const commonPart = (a: readonly number[], b: readonly number[]): number => {
  const all = sum(a) + sum(b);
  return all === 0 ? 0 : (2 * sum(a.map((value, i) => Math.min(value, b[i] ?? 0)))) / all;
};

/** Common part of links: the same over which ways have any flow. scikit-mobility's cannot run. */
export const commonPartOfLinks = (a: readonly number[], b: readonly number[]): number =>
  commonPart(
    a.map((value) => Math.sign(value)),
    b.map((value) => Math.sign(value)),
  );

/** Root mean square error. A20. */
export const rootMeanSquareError = (a: readonly number[], b: readonly number[]): number =>
  Math.sqrt(sum(errors(a, b).map((error) => error * error)) / a.length);

/** Largest absolute error. A20. */
export const largestError = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...errors(a, b).map((error) => Math.abs(error)));
