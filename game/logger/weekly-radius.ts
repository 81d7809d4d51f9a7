import { cellToLatLng } from 'h3-js';
import type { Dwell } from '../fog.ts';

const EARTH_KM = 6371.007180918475;
/** Kilometres to which a week's radius is rounded. */
const STEP_KM = 0.1;

export type LoggerWeek = { readonly week: string; readonly rgKm: number };

type Vector = readonly [x: number, y: number, z: number];
const vectorOf = ([lat, lng]: readonly [number, number] | readonly number[]): Vector => {
  const [phi, lambda] = [((lat ?? 0) * Math.PI) / 180, ((lng ?? 0) * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
};
const sum = (parts: readonly { v: Vector; w: number }[]): Vector =>
  parts.reduce<Vector>(([x, y, z], { v, w }) => [x + w * v[0], y + w * v[1], z + w * v[2]], [0, 0, 0]);
const unit = ([x, y, z]: Vector): Vector | null => {
  const norm = Math.hypot(x, y, z);
  return norm === 0 ? null : [x / norm, y / norm, z / norm];
};

/** ISO week of an instant on the clocks of a zone. */
export const localWeek = (zone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  return (at) => {
    const day = Date.parse(`${format.format(at)}T00:00:00Z`);
    const thursday = new Date(day + (3 - ((new Date(day).getUTCDay() + 6) % 7)) * 86_400_000);
    const week =
      1 + Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * 86_400_000));
    return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
  };
};

/**
 * Radius of gyration of each ISO week, home included, where the home is known and nowhere else: √(Σ w d² / Σ w) over
 * dwells weighted by their time, great-circle, on the sphere. Home counts at the middle of its zone, never where it is:
 * several weeks' exact radii would place a home by their circles; these place the middle of a zone whose edge the traces
 * show anyway. Kilometres, to 0.1. Weeks without time are left out.
 */
export const weeklyRadius = (
  dwells: readonly Dwell[],
  homeZone: ReadonlySet<string>,
  zone: string,
): LoggerWeek[] => {
  const middle = unit(sum([...homeZone].map((cell) => ({ v: vectorOf(cellToLatLng(cell)), w: 1 }))));
  const weekOf = localWeek(zone);
  const weeks = new Map<string, { v: Vector; w: number }[]>();
  for (const { cell, firstAt, lastAt } of dwells) {
    const v = cell === null ? middle : vectorOf(cellToLatLng(cell));
    if (v === null || lastAt <= firstAt) continue;
    const week = weekOf(firstAt);
    const parts = weeks.get(week) ?? [];
    parts.push({ v, w: lastAt - firstAt });
    weeks.set(week, parts);
  }
  return [...weeks]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([week, parts]) => {
      const centre = unit(sum(parts));
      if (centre === null) return [];
      const total = parts.reduce((all, { w }) => all + w, 0);
      const squares = parts.reduce((all, { v, w }) => {
        const chord = Math.hypot(v[0] - centre[0], v[1] - centre[1], v[2] - centre[2]);
        return all + w * (2 * EARTH_KM * Math.asin(Math.min(1, chord / 2))) ** 2;
      }, 0);
      return [{ week, rgKm: Math.round(Math.sqrt(squares / total) / STEP_KM) / (1 / STEP_KM) }];
    });
};
