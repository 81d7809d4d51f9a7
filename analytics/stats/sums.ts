/** Sum with Neumaier's compensation: rows are always given in one fixed order, so the result is one fixed number. */
export const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
};

/** Arithmetic mean; NaN of nothing. */
export const meanOf = (values: ArrayLike<number>): number => sumOf(values) / values.length;

/** Sample variance (÷ n − 1); NaN below two values. */
export const varianceOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
};
