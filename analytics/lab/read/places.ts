import { JokaError } from '../../../game/errors.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import { crsText, parseCrs, toDegrees, type Crs } from '../geo/crs.ts';
import type { Guess } from '../guesses.ts';
import { stopAt } from './ambiguity.ts';
import { numberSql } from './number.ts';

export type PlaceFlags = {
  readonly crs: string | undefined;
  /** `swapped`: the column read as latitude holds longitudes. */
  readonly axes: 'as-named' | 'swapped' | undefined;
};

type Ranges = {
  n: bigint;
  deg: bigint;
  deg_swapped: bigint;
  france: bigint;
  france_swapped: bigint;
  l93: bigint;
  l93_swapped: bigint;
  utm: bigint;
};

const FRANCE = (lat: string, lng: string): string =>
  `${lat} BETWEEN 41 AND 51.5 AND ${lng} BETWEEN -5.5 AND 10`;
const DEGREES = (lat: string, lng: string): string => `abs(${lat}) <= 90 AND abs(${lng}) <= 180`;
const LAMBERT = (x: string, y: string): string =>
  `${x} BETWEEN 0 AND 1300000 AND ${y} BETWEEN 6000000 AND 7200000`;

/**
 * How two columns are a place: SQL of latitude and longitude in degrees.
 * @throws JokaError LAB_READING_AMBIGUOUS when axes or projection fit two ways; LAB_PLACES_UNREADABLE when none fits
 */
export const readPlaces = async (
  duck: Duck,
  table: string,
  columns: { readonly lat: string; readonly lng: string; readonly headers: string },
  flags: PlaceFlags,
  guesses: Guess[],
): Promise<{ lat: string; lng: string }> => {
  const [lat, lng] = [numberSql(columns.lat), numberSql(columns.lng)];
  const [found] = await duck.rows<Ranges>(`
    SELECT count(*) AS n, count(*) FILTER (WHERE ${DEGREES('a', 'b')}) AS deg, count(*) FILTER (WHERE ${DEGREES('b', 'a')}) AS deg_swapped,
           count(*) FILTER (WHERE ${FRANCE('a', 'b')}) AS france, count(*) FILTER (WHERE ${FRANCE('b', 'a')}) AS france_swapped,
           count(*) FILTER (WHERE ${LAMBERT('b', 'a')}) AS l93, count(*) FILTER (WHERE ${LAMBERT('a', 'b')}) AS l93_swapped,
           count(*) FILTER (WHERE b BETWEEN 100000 AND 900000 AND a BETWEEN 0 AND 10000000) AS utm
    FROM (SELECT ${lat} AS a, ${lng} AS b FROM raw_${table}) WHERE a IS NOT NULL AND b IS NOT NULL`);
  const share = (name: keyof Ranges): number =>
    found === undefined || found.n === 0n ? 0 : Number(found[name]) / Number(found.n);
  const guess = (about: string, taken: string, because: string, flag: string): void => {
    guesses.push({ table, about, taken, because, flag });
  };
  const both = async (
    what: string,
    readings: readonly [string, string],
    first: { lat: string; lng: string },
    second: { lat: string; lng: string },
    flag: string,
  ): Promise<never> => {
    const shown = (at: { lat: string; lng: string }): string =>
      `round(${at.lat}, 4) || ', ' || round(${at.lng}, 4)`;
    const rows = await duck.rows<{ written: string; first: string; second: string }>(
      `SELECT DISTINCT coalesce(${columns.lat}, '') || ' ; ' || coalesce(${columns.lng}, '') AS written, ${shown(first)} AS first, ${shown(second)} AS second
       FROM raw_${table} WHERE ${lat} IS NOT NULL AND ${lng} IS NOT NULL ORDER BY 1 LIMIT 3`,
    );
    return stopAt({ table, what, readings, rows, flags: flag });
  };
  let crs: Crs | null = flags.crs === undefined ? null : parseCrs(flags.crs);
  if (crs === null) {
    if (Math.max(share('deg'), share('deg_swapped')) > 0.5) crs = { kind: 'degrees' };
    else if (Math.max(share('l93'), share('l93_swapped')) > 0.5) {
      const named = /l93|lambert|2154/i.test(columns.headers);
      if (!named && share('l93') > 0.5 && share('utm') > 0.5)
        await both(
          'the projection fits Lambert-93 and UTM',
          ['Lambert-93', 'UTM zone 31N'],
          toDegrees({ kind: 'lambert93' }, lat, lng),
          toDegrees({ kind: 'utm', zone: 31, south: false }, lat, lng),
          '--crs lambert93 or --crs utm31n',
        );
      crs = { kind: 'lambert93' };
      guess(
        'projection',
        crsText(crs),
        named
          ? `the columns are called ${columns.headers}`
          : 'no other projection known here has such numbers',
        '--crs',
      );
    } else if (share('utm') > 0.5)
      return both(
        'the projection may be UTM, of an unknown zone',
        ['UTM zone 30N', 'UTM zone 31N'],
        toDegrees({ kind: 'utm', zone: 30, south: false }, lat, lng),
        toDegrees({ kind: 'utm', zone: 31, south: false }, lat, lng),
        '--crs utm31n (or its zone)',
      );
    else throw new JokaError('LAB_PLACES_UNREADABLE', { table, columns: columns.headers });
  }
  const named = toDegrees(crs, lat, lng);
  const swapped = toDegrees(crs, lng, lat);
  let axes = flags.axes;
  if (axes === undefined) {
    axes = 'as-named';
    const [asNamed, asSwapped] =
      crs.kind === 'lambert93' ? [share('l93'), share('l93_swapped')] : [share('deg'), share('deg_swapped')];
    if (crs.kind !== 'utm' && asNamed < 0.5 && asSwapped > 0.5) {
      axes = 'swapped';
      guess(
        'axes',
        'swapped: the column named latitude holds longitudes',
        'as named, places lie off the globe or the map',
        '--axes',
      );
    } else if (crs.kind === 'degrees' && share('france_swapped') > 0.95 && share('france') < 0.05)
      await both(
        'latitude and longitude may be swapped',
        ['as named', 'swapped'],
        named,
        swapped,
        '--axes as-named or --axes swapped',
      );
  }
  return axes === 'swapped' ? swapped : named;
};
