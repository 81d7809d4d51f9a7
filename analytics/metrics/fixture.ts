import type { Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { unitVector } from '../traces/geometry.ts';
import { makeDays } from '../traces/days.ts';
import { makeTrips } from '../traces/trips.ts';
import { computeMeasures } from './compute.ts';
import type { Metric } from './metric.ts';
import type { MeasureParameters } from './parameters.ts';

/** A visit of a conformance fixture: person, place in WGS84 degrees, beginning, weight in milliseconds. */
export type Visit = {
  readonly person: number;
  readonly lat: number;
  readonly lng: number;
  readonly at: string;
  readonly ms?: number;
  /** At home: a place without coordinates. */
  readonly home?: boolean;
};

export const personOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/**
 * Tables `dwells`, `days`, `stays`, `trips` as `traces/clean.ts` makes them, on UTC clocks, one stay per visit; equal coordinates
 * are one place.
 */
export const loadVisits = async (duck: Duck, visits: readonly Visit[]): Promise<void> => {
  const places = new Map<string, number>();
  for (const { lat, lng } of visits)
    places.set(`${lat},${lng}`, places.get(`${lat},${lng}`) ?? places.size + 1);
  const points = visits.map(({ lat, lng, home }) => (home === true ? null : unitVector(lat, lng)));
  const at = visits.map((visit) => Date.parse(`${visit.at}Z`));
  await loadColumns(duck, 'visits', {
    person: { type: 'UUID', values: visits.map((visit) => personOf(visit.person)) },
    first_ms: { type: 'BIGINT', values: at },
    ms: { type: 'BIGINT', values: visits.map((visit) => visit.ms ?? 1) },
    place: { type: 'BIGINT', values: visits.map(({ lat, lng }) => places.get(`${lat},${lng}`) ?? 0) },
    home: { type: 'BOOLEAN', values: visits.map((visit) => visit.home ?? false) },
    x: { type: 'BIGINT', values: points.map((point) => point?.x ?? null) },
    y: { type: 'BIGINT', values: points.map((point) => point?.y ?? null) },
    z: { type: 'BIGINT', values: points.map((point) => point?.z ?? null) },
  });
  await duck.run(`CREATE OR REPLACE TEMP TABLE stays AS
    SELECT person, 'logger' AS observation, first_ms, first_ms + ms AS last_ms, ms, 0::BIGINT AS offset_ms,
           (first_ms // 86400000)::INTEGER AS day_ix, place, home, x, y, z, 0 AS quantum_m FROM visits`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE dwells AS
    SELECT row_number() OVER (ORDER BY person, first_ms, last_ms, place) AS seq, person, observation, first_ms AS at_ms,
           last_ms, ms AS observed_ms, offset_ms, day_ix, NULL::UBIGINT AS cell, home, x, y, z, quantum_m FROM stays`);
  await makeDays(duck);
  await makeTrips(duck);
};

/** Values of a measure by person number, whatever was observed; persons without a row are absent. */
export const valuesOf = async (
  duck: Duck,
  metric: Metric,
  parameters: Partial<MeasureParameters> = {},
): Promise<Record<number, number | null>> => {
  await computeMeasures(duck, { grain: 'person', zone: 'UTC', measures: [metric.name], parameters });
  const rows = await duck.rows<{ person: string; value: number | null }>(
    `SELECT u.person::VARCHAR AS person, (${metric.value})::DOUBLE AS value
     FROM measure_${metric.from.name} t JOIN units u USING (g) ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ person, value }) => [Number(person.slice(-12)), value]));
};

const [A, B, C, D] = [
  { lat: 43.8430139, lng: 10.507994 },
  { lat: 43.54427, lng: 10.32615 },
  { lat: 43.70853, lng: 10.4036 },
  { lat: 43.77925, lng: 11.24626 },
] as const;
export const PLACES = { A, B, C, D };

const visit = (person: number, place: { lat: number; lng: number }, at: string): Visit => ({
  person,
  ...place,
  at,
});

/** Fixture T of the reference (published with scikit-mobility's tests): six persons, four places. */
export const FIXTURE_T: readonly Visit[] = [
  visit(1, A, '2011-02-03T08:34:04'),
  visit(1, B, '2011-02-03T09:34:04'),
  visit(1, C, '2011-02-03T10:34:04'),
  visit(1, D, '2011-02-04T10:34:04'),
  visit(2, A, '2011-02-03T08:34:04'),
  visit(2, C, '2011-02-03T09:34:04'),
  visit(2, A, '2011-02-04T10:34:04'),
  visit(2, B, '2011-02-04T11:34:04'),
  visit(3, B, '2011-02-03T08:34:04'),
  visit(3, C, '2011-02-03T09:34:04'),
  visit(3, A, '2011-02-04T10:34:04'),
  visit(3, D, '2011-02-04T11:34:04'),
];
