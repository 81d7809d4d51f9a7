import { EARTH_KM } from '../geometry.ts';

/**
 * Points in order of (person, instant). Instants in milliseconds; `x, y, z` in any unit in which straight distances times
 * `metres` are metres: the unit sphere, or a plane with z 0.
 */
export type Track = {
  readonly group: Int32Array;
  readonly at: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly sphere: boolean;
};

const EARTH_M = EARTH_KM * 1000;

/** The squared straight distance in a track's unit that stands for a distance along the ground. */
export const squaredReach = (track: Pick<Track, 'sphere'>, metres: number): number =>
  track.sphere ? (2 * Math.sin(Math.min(Math.PI, metres / EARTH_M) / 2)) ** 2 : metres * metres;

export const squaredBetween = (track: Track, i: number, j: number): number => {
  const dx = (track.x[i] ?? 0) - (track.x[j] ?? 0);
  const dy = (track.y[i] ?? 0) - (track.y[j] ?? 0);
  const dz = (track.z[i] ?? 0) - (track.z[j] ?? 0);
  return dx * dx + dy * dy + dz * dz;
};

/** Metres along the ground of a squared straight distance. */
export const metresOf = (sphere: boolean, squared: number): number =>
  sphere ? 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(squared) / 2)) : Math.sqrt(squared);

/** Unit vectors of WGS84 degrees. */
export const onSphere = (
  lat: ArrayLike<number>,
  lng: ArrayLike<number>,
): { x: Float64Array; y: Float64Array; z: Float64Array } => {
  const n = lat.length;
  const [x, y, z] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i += 1) {
    const phi = ((lat[i] ?? 0) * Math.PI) / 180;
    const lambda = ((lng[i] ?? 0) * Math.PI) / 180;
    const c = Math.cos(phi);
    // Whole parts of 1e-12, as everywhere: what is summed later is what was compared here.
    x[i] = Math.round(1e12 * c * Math.cos(lambda)) / 1e12;
    y[i] = Math.round(1e12 * c * Math.sin(lambda)) / 1e12;
    z[i] = Math.round(1e12 * Math.sin(phi)) / 1e12;
  }
  return { x, y, z };
};
