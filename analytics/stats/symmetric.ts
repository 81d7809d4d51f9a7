/** Lower Cholesky factor of a symmetric positive definite matrix (row-major, p × p), or the column that is not. */
const factor = (a: Float64Array, p: number): Float64Array | number => {
  const l = new Float64Array(p * p);
  for (let i = 0; i < p; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * p + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (l[i * p + k] ?? 0) * (l[j * p + k] ?? 0);
      if (i !== j) l[i * p + j] = sum / (l[j * p + j] ?? 1);
      else if (sum > 1e-11 * Math.abs(a[i * p + i] ?? 0)) l[i * p + i] = Math.sqrt(sum);
      else return i;
    }
  return l;
};

/**
 * Inverse of a symmetric positive definite matrix, row-major p × p. A number says which row depends on those before it
 * (a collinear or constant column).
 */
export const invertSymmetric = (a: Float64Array, p: number): Float64Array | number => {
  const l = factor(a, p);
  if (typeof l === 'number') return l;
  const inverse = new Float64Array(p * p);
  for (let column = 0; column < p; column += 1) {
    const y = new Float64Array(p);
    for (let i = 0; i < p; i += 1) {
      let sum = i === column ? 1 : 0;
      for (let k = 0; k < i; k += 1) sum -= (l[i * p + k] ?? 0) * (y[k] ?? 0);
      y[i] = sum / (l[i * p + i] ?? 1);
    }
    for (let i = p - 1; i >= 0; i -= 1) {
      let sum = y[i] ?? 0;
      for (let k = i + 1; k < p; k += 1) sum -= (l[k * p + i] ?? 0) * (inverse[k * p + column] ?? 0);
      inverse[i * p + column] = sum / (l[i * p + i] ?? 1);
    }
  }
  return inverse;
};

/** Matrix (row-major p × p) times vector. */
export const times = (a: Float64Array, x: ArrayLike<number>, p: number): Float64Array => {
  const y = new Float64Array(p);
  for (let i = 0; i < p; i += 1)
    for (let j = 0; j < p; j += 1) y[i] = (y[i] ?? 0) + (a[i * p + j] ?? 0) * (x[j] ?? 0);
  return y;
};

/** xᵀ A x. */
export const quadratic = (a: Float64Array, x: ArrayLike<number>, p: number): number => {
  const y = times(a, x, p);
  let sum = 0;
  for (let i = 0; i < p; i += 1) sum += (x[i] ?? 0) * (y[i] ?? 0);
  return sum;
};

/** A B for row-major p × p matrices. */
export const product = (a: Float64Array, b: Float64Array, p: number): Float64Array => {
  const c = new Float64Array(p * p);
  for (let i = 0; i < p; i += 1)
    for (let k = 0; k < p; k += 1) {
      const value = a[i * p + k] ?? 0;
      for (let j = 0; j < p; j += 1) c[i * p + j] = (c[i * p + j] ?? 0) + value * (b[k * p + j] ?? 0);
    }
  return c;
};
