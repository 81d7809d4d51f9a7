import { JokaError } from '../../../game/errors.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { Guess } from '../guesses.ts';
import { sqlText } from './number.ts';

/** @throws JokaError LAB_ZONE_UNKNOWN */
export const checkZone = async (duck: Duck, zone: string): Promise<void> => {
  try {
    await duck.rows(`SELECT timezone(${sqlText(zone)}, TIMESTAMP '2026-01-01') AS t`);
  } catch (error) {
    throw new JokaError('LAB_ZONE_UNKNOWN', { zone }, error);
  }
};

/**
 * The zone whose clocks cut days and weeks: what was said, or Europe/Paris when every place lies where clocks are those
 * of Paris (France and its neighbours without Great Britain).
 * @param places SQL relation `(lat, lng)`, or null without places
 * @throws JokaError LAB_ZONE_MISSING
 */
export const zoneOf = async (
  duck: Duck,
  said: string | undefined,
  places: string | null,
  guesses: Guess[],
): Promise<string> => {
  if (said !== undefined) return said;
  const [found] =
    places === null
      ? []
      : await duck.rows<{ n: bigint; paris: bigint }>(
          `SELECT count(*) AS n, count(*) FILTER (WHERE lat BETWEEN 42 AND 51.1 AND lng BETWEEN -5.2 AND 9.6
             AND NOT (lat > 49.7 AND lng < 1.5)) AS paris FROM ${places}`,
        );
  if (found === undefined || found.n === 0n || Number(found.paris) < Number(found.n) * 0.999)
    throw new JokaError('LAB_ZONE_MISSING');
  guesses.push({
    table: 'points',
    about: 'time zone',
    taken: 'Europe/Paris',
    because: 'places lie where clocks are those of Paris',
    flag: '--zone',
  });
  return 'Europe/Paris';
};

/** SQL join that gives `offset_ms` for a table with `at_ms`: time-zone arithmetic once per quarter of an hour, not per row. */
export const withOffset = (relation: string, zone: string): string => `
  SELECT r.*, o.offset_ms FROM ${relation} r JOIN (
    SELECT quarter, epoch_ms(timezone(${sqlText(zone)}, to_timestamp(quarter * 900))) - quarter * 900000 AS offset_ms
    FROM (SELECT DISTINCT at_ms // 900000 AS quarter FROM ${relation})) o ON o.quarter = r.at_ms // 900000`;
