import { FIXTURE_T, PLACES, type Visit } from '../metrics/fixture.ts';

const visit = (person: number, place: keyof typeof PLACES, at: string): Visit => ({
  person,
  ...PLACES[place],
  at: `2011-02-${at}`,
});

/** All six persons of fixture T: rows are visits, on UTC clocks. */
export const T: readonly Visit[] = [
  ...FIXTURE_T,
  visit(4, 'C', '04T10:34:04'),
  visit(4, 'B', '04T11:34:04'),
  visit(4, 'D', '04T12:34:04'),
  visit(5, 'C', '04T10:34:04'),
  visit(5, 'D', '04T11:34:04'),
  visit(5, 'A', '05T12:34:04'),
  visit(6, 'A', '04T10:34:04'),
  visit(6, 'B', '04T11:34:04'),
];

export const u = (person: number): readonly Visit[] => T.filter((row) => row.person === person);

/** Relative tolerance of distances on a sphere. */
export const SPHERE = 1e-5;

/** Relative distance of a value from what is expected; NaN where there is none. */
export const off = (value: number | null | undefined, expected: number): number =>
  Math.abs((value ?? Number.NaN) / expected - 1);
