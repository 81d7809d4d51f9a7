import { metresOf } from '../traces/points/track.ts';
import type { Metric, Relation } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

/** Farthest squared straight distance between any two of some points on the unit sphere. */
const farthest = (x: readonly number[], y: readonly number[], z: readonly number[]): number => {
  let most = 0;
  for (let i = 0; i < x.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      const [dx, dy, dz] = [(x[i] ?? 0) - (x[j] ?? 0), (y[i] ?? 0) - (y[j] ?? 0), (z[i] ?? 0) - (z[j] ?? 0)];
      most = Math.max(most, dx * dx + dy * dy + dz * dz);
    }
  return most;
};

const DIAMETER: Relation = {
  name: 'diameter',
  pass: {
    input: () => `SELECT DISTINCT g, x::DOUBLE / 1e12 AS x, y::DOUBLE / 1e12 AS y, z::DOUBLE / 1e12 AS z
                  FROM unit_stays WHERE x IS NOT NULL ORDER BY g, x, y, z`,
    shape: [
      ['g', 'INTEGER'],
      ['km', 'DOUBLE'],
    ],
    run: ({
      g = new Int32Array(),
      x = new Float64Array(),
      y = new Float64Array(),
      z = new Float64Array(),
    }) => {
      const units: number[] = [];
      const km: number[] = [];
      for (let from = 0, to = 0; from < g.length; from = to) {
        while (to < g.length && g[to] === g[from]) to += 1;
        const axis = (values: ArrayLike<number | bigint>): number[] =>
          Array.from({ length: to - from }, (_, i) => Number(values[from + i]));
        units.push(Number(g[from]));
        km.push(metresOf(true, farthest(axis(x), axis(y), axis(z))) / 1000);
      }
      return { g: Int32Array.from(units), km: Float64Array.from(km) };
    },
  },
};

/**
 * Diameter: the longest great-circle distance between any two stays. Unit: km. One place: 0. scikit-mobility documents
 * this under `maximum_distance` and gives the longest jump instead: two measures, two names. Source: Jasmine `diameter`,
 * RAPIDS `maxdiam`. A09.
 */
export const diameter: Metric = {
  name: 'diameter_km',
  unit: 'km',
  type: 'DOUBLE',
  label: { fr: 'Diamètre de l’espace fréquenté', en: 'Diameter of the space frequented' },
  definition: 'Longest great-circle distance between any two stays; 0 with one; hidden homes are not in it.',
  source: 'diameter, Jasmine; maxdiam, RAPIDS',
  need: WHOLE_DAYS,
  absent: 'no_stay_with_a_place',
  from: DIAMETER,
  value: 't.km',
};
