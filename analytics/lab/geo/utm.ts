import { degreesFromConformal, GRS80 } from './lambert93.ts';

const K0 = 0.9996;
const FLATTENING = 1 - Math.sqrt(1 - GRS80.e ** 2);
/** Third flattening. */
const n = FLATTENING / (2 - FLATTENING);
/** Rectifying radius, metres. */
const A = (GRS80.a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
/** Coefficients of Krüger's series from grid to sphere (Karney 2011, eq. 36), to n⁴: below a tenth of a millimetre. */
const BETA = [
  n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96 - n ** 4 / 360,
  n ** 2 / 48 + n ** 3 / 15 - (437 * n ** 4) / 1440,
  (17 * n ** 3) / 480 - (37 * n ** 4) / 840,
  (4397 * n ** 4) / 161_280,
] as const;

/**
 * SQL of (latitude, longitude) in degrees from UTM (WGS 84, EPSG:326zz north, 327zz south), metres. Transverse Mercator
 * by Krüger's series; source: Karney, Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 2011.
 */
export const utmToDegrees = (
  x: string,
  y: string,
  zone: number,
  south: boolean,
): { lat: string; lng: string } => {
  const xi = `((${y} - ${south ? 10_000_000 : 0}) / ${K0 * A})`;
  const eta = `((${x} - 500000) / ${K0 * A})`;
  const series = (first: 'sin' | 'cos'): string =>
    BETA.map((beta, k) => {
      const j = 2 * (k + 1);
      const hyperbolic = (sign: '+' | '-'): string =>
        `((exp(${j} * ${eta}) ${sign} exp(-${j} * ${eta})) / 2)`;
      return `${beta} * ${first}(${j} * ${xi}) * ${hyperbolic(first === 'sin' ? '+' : '-')}`;
    }).join(' - ');
  const a = `(${xi} - ${series('sin')})`;
  const b = `(${eta} - ${series('cos')})`;
  const cosh = `((exp(${b}) + exp(-${b})) / 2)`;
  const sinh = `((exp(${b}) - exp(-${b})) / 2)`;
  return {
    lat: degreesFromConformal(`asin(sin(${a}) / ${cosh})`),
    lng: `(${zone * 6 - 183} + degrees(atan2(${sinh}, cos(${a}))))`,
  };
};
