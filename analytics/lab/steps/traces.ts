import type { Duck } from '../../../infra/duckdb/duck.ts';
import { cleanPoints, type PointsReport } from '../../traces/points/clean-points.ts';
import type { PointParameters } from '../../traces/points/parameters.ts';

/**
 * Stays, places, trips and days of a study's points, as every measure reads them: `dwells`, `stays`, `trips`, `days`,
 * `places`. A researcher's points are continuous observation: what was not seen is a gap, never a session.
 */
export const makeTraces = async (
  duck: Duck,
  zone: string,
  parameters: Partial<PointParameters>,
  progress?: (done: number, all: number) => void,
): Promise<PointsReport> =>
  cleanPoints(duck, {
    points: '(SELECT person, make_timestamp_ms(at_ms) AS "at", lat, lng, accuracy_m FROM points)',
    hasAccuracy: true,
    zone,
    observation: 'logger',
    parameters,
    ...(progress === undefined ? {} : { progress }),
  });
