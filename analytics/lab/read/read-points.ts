import { JokaError } from '../../../game/errors.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { Guess } from '../guesses.ts';
import type { StudyFlags } from '../study.ts';
import type { Loaded } from './load-text.ts';
import { numberSql, sqlText } from './number.ts';
import { readPlaces } from './places.ts';
import { readTimes } from './times.ts';
import type { StudyFile } from './list-files.ts';

/** SQL of the text of an instant, of one column or of a date and an hour. */
const timeText = (headers: Loaded['headers']): string =>
  headers['date'] !== undefined && headers['hour'] !== undefined ? `(date || ' ' || hour)` : 'time';

/** SQL of the person a row is about: the column, or who owns the file. */
export const personSql = (files: readonly StudyFile[], headers: Loaded['headers']): string =>
  headers['person'] === undefined
    ? `([${files.map(({ owner }) => sqlText(owner)).join(', ')}])[file + 1]`
    : 'person';

/**
 * Table `read_points (row, file, id, at_ms, lat, lng, accuracy_m, reason)`: every row understood, or with the reason why
 * not. Rows that name an antenna take its place; `raw_antennas` must then exist.
 */
export const readPoints = async (
  duck: Duck,
  loaded: Loaded,
  files: readonly StudyFile[],
  flags: StudyFlags,
  antennas: boolean,
  guesses: Guess[],
): Promise<void> => {
  const { headers } = loaded;
  if (headers['person'] === undefined)
    guesses.push({
      table: 'points',
      about: 'person',
      taken:
        files.length === 1
          ? `one person, named after ${files[0]?.name ?? 'the file'}`
          : 'one person per file or folder',
      because: 'no column says who',
      flag: '--columns person=<column>',
    });
  const written = timeText(headers);
  const at = await readTimes(duck, 'points', written, headers['time'] ?? '', flags, guesses);
  const byAntenna = headers['lat'] === undefined || headers['lng'] === undefined;
  if (byAntenna && (headers['antenna'] === undefined || !antennas))
    throw headers['antenna'] === undefined
      ? new JokaError('LAB_COLUMN_MISSING', {
          table: 'points',
          role: 'lat',
          meaning: 'where',
          columns: Object.values(headers).join(', '),
        })
      : new JokaError('LAB_TABLE_MISSING', {
          verb: 'points',
          table: 'antennas',
          gives: 'places for call records that name an antenna',
        });
  const place = byAntenna
    ? { lat: 'a.lat', lng: 'a.lng' }
    : await readPlaces(
        duck,
        'points',
        { lat: 'lat', lng: 'lng', headers: `${headers['lat']}, ${headers['lng']}` },
        flags,
        guesses,
      );
  const join = byAntenna
    ? `LEFT JOIN (SELECT antenna, any_value(${numberSql('lat')}) AS lat, any_value(${numberSql('lng')}) AS lng
                  FROM raw_antennas GROUP BY antenna) a ON a.antenna = p.antenna`
    : '';
  const source = byAntenna ? 'p.antenna' : `p.lat || p.lng`;
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE read_points AS
    WITH understood AS (
      SELECT row, p.file, ${personSql(files, headers)} AS id, ${written} AS written, ${source} AS placed,
             ${at} AS at_ms, ${place.lat} AS lat, ${place.lng} AS lng, ${numberSql('accuracy')} AS accuracy_m
      FROM (SELECT rowid AS row, * FROM raw_points) p ${join})
    SELECT row, file, id, at_ms, lat, lng, accuracy_m, CASE
        WHEN id IS NULL OR id = '' THEN 'person_missing'
        WHEN written IS NULL THEN 'time_missing'
        WHEN at_ms IS NULL THEN 'time_not_readable'
        WHEN at_ms NOT BETWEEN -2208988800000 AND 4102444800000 THEN 'time_implausible'
        WHEN placed IS NULL THEN 'place_missing'
        WHEN lat IS NULL OR lng IS NULL OR isnan(lat) OR isnan(lng) THEN '${byAntenna ? 'antenna_unknown' : 'place_not_readable'}'
        WHEN abs(lat) > 90 OR abs(lng) > 180 THEN 'place_outside_globe'
        WHEN lat = 0 AND lng = 0 THEN 'place_zero' END AS reason
    FROM understood`);
};
