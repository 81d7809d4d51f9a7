import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { Guess } from '../guesses.ts';
import { stopAt } from './ambiguity.ts';
import { numberSql, sqlText } from './number.ts';

/** What the researcher says about times: `times` without an offset are `utc` or on the zone's clocks; order of day and month. */
export type TimeFlags = {
  readonly zone: string | undefined;
  readonly times: 'utc' | 'local' | undefined;
  readonly dates: 'dmy' | 'mdy' | undefined;
};

type Shapes = Readonly<Record<'n' | 'zoned' | 'naive' | 'slashed' | 'number' | 'small' | 'clock', bigint>>;

const SLASHED = String.raw`^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}`;
const CLOCKS = ['%H:%M:%S.%g', '%H:%M:%S', '%H:%M', '%Hh%M', ''];

/** SQL of a date written with slashes, points or dashes, its hour behind a space, a `T` or an `à`. */
const slashedOf =
  (day: string) =>
  (t: string): string => {
    const formats = CLOCKS.map((clock) => sqlText(clock === '' ? day : `${day} ${clock}`)).join(', ');
    const plain = `regexp_replace(regexp_replace(${t}, '^(\\d{1,2})[.\\-](\\d{1,2})[.\\-]', '\\1/\\2/'), '(\\d{4})\\s*(T| à |,| )\\s*', '\\1 ')`;
    return `try_strptime(${plain}, [${formats}])`;
  };

/**
 * How a column of times is read: SQL of the instant in milliseconds UTC, null where it cannot be read.
 * @param text SQL of the text
 * @throws JokaError LAB_READING_AMBIGUOUS when day and month, or UTC and local time, both fit
 */
export const readTimes = async (
  duck: Duck,
  table: string,
  text: string,
  header: string,
  flags: TimeFlags,
  guesses: Guess[],
): Promise<string> => {
  // Rows have few shapes: digits made equal, they are counted once each, and only shapes are matched.
  const [shapes] = await duck.rows<Shapes>(`
    SELECT coalesce(sum(n), 0)::BIGINT AS n, coalesce(sum(small), 0)::BIGINT AS small,
           coalesce(sum(n) FILTER (WHERE regexp_matches(s, '9([Zz]|UTC|[+-]99(:?99)?)$') AND contains(s, ':')), 0)::BIGINT AS zoned,
           coalesce(sum(n) FILTER (WHERE regexp_matches(s, '^9999-99-99') AND NOT (regexp_matches(s, '9([Zz]|UTC|[+-]99(:?99)?)$') AND contains(s, ':'))), 0)::BIGINT AS naive,
           coalesce(sum(n) FILTER (WHERE regexp_matches(s, '${SLASHED}')), 0)::BIGINT AS slashed,
           coalesce(sum(n) FILTER (WHERE regexp_matches(s, '^-?9+([.,]9+)?$')), 0)::BIGINT AS number,
           coalesce(sum(n) FILTER (WHERE regexp_matches(s, '9[:hT]9')), 0)::BIGINT AS clock
    FROM (SELECT translate(t, '012345678', '999999999') AS s, count(*) AS n,
                 count(*) FILTER (WHERE length(t) < 9 AND abs(${numberSql('t')}) < 1e8) AS small
          FROM (SELECT ${text} AS t FROM raw_${table}) WHERE t IS NOT NULL GROUP BY s)`);
  const count = (name: keyof Shapes): number => Number(shapes?.[name] ?? 0n);
  const guess = (about: string, taken: string, because: string, flag: string): void => {
    guesses.push({ table, about, taken, because, flag });
  };
  const zone = flags.zone ?? 'UTC';
  const sample = async (first: string, second: string) =>
    duck.rows<{ written: string; first: string; second: string }>(
      `SELECT t AS written, (${first})::VARCHAR AS first, (${second})::VARCHAR AS second
       FROM (SELECT DISTINCT ${text} AS t FROM raw_${table}) WHERE (${first}) IS DISTINCT FROM (${second}) ORDER BY t LIMIT 3`,
    );
  if (count('number') * 2 > count('n')) {
    const small = count('small') * 2 > count('number');
    const unit = small ? 'seconds from the study’s beginning' : 'seconds or milliseconds since 1970, UTC';
    guess('times', unit, 'all are numbers', '--times');
    return `(SELECT CASE WHEN abs(v) >= 1e11 THEN round(v)::BIGINT ELSE round(v * 1000)::BIGINT END FROM (SELECT ${numberSql(text)} AS v))`;
  }
  const iso = (t: string): string =>
    `CASE WHEN regexp_matches(${t}, '^\\d{4}') THEN TRY_CAST(${t} AS TIMESTAMP) END`;
  let naiveOf = iso;
  if (count('slashed') > 0) {
    const [dmy, mdy] = [slashedOf('%d/%m/%Y'), slashedOf('%m/%d/%Y')];
    let order = flags.dates;
    if (order === undefined) {
      const [over] = await duck.rows<{ first: bigint; second: bigint }>(
        `SELECT count(*) FILTER (WHERE p[1]::INTEGER > 12) AS first, count(*) FILTER (WHERE p[2]::INTEGER > 12) AS second
         FROM (SELECT regexp_extract_all(t, '\\d+') AS p FROM (SELECT ${text} AS t FROM raw_${table}) WHERE regexp_matches(t, '${SLASHED}'))`,
      );
      const [first, second] = [Number(over?.first ?? 0n), Number(over?.second ?? 0n)];
      const both = first > 0 && second > 0 && Math.min(first, second) * 20 > first + second;
      if (both || first + second === 0)
        stopAt({
          table,
          what: both
            ? `some dates in ${header || 'time'} have no month as their first number, others as their second`
            : `day and month in ${header || 'time'} may be either`,
          readings: ['day first', 'month first'],
          rows: await sample(dmy('t'), mdy('t')),
          flags: '--dates dmy or --dates mdy',
        });
      order = first >= second ? 'dmy' : 'mdy';
      guess(
        'dates',
        order === 'dmy' ? 'day/month/year' : 'month/day/year',
        `${Math.max(first, second)} rows have no other reading`,
        '--dates',
      );
    }
    const slashed = order === 'dmy' ? dmy : mdy;
    naiveOf = (t) => `coalesce(${iso(t)}, ${slashed(t)})`;
  }
  const zoned = `epoch_ms(TRY_CAST(${text} AS TIMESTAMPTZ))`;
  // What is no instant at all is a bad row, not a second reading.
  if (count('zoned') > 0 && count('naive') + count('slashed') === 0) return zoned;
  let times = flags.times;
  if (times === undefined && /utc|gmt|zulu/i.test(header)) {
    times = 'utc';
    guess('times', 'UTC', `the column is called ${header}`, '--times');
  }
  const dated = count('clock') === 0;
  if (times === undefined && dated) times = 'local';
  if (times === undefined) {
    const place = flags.zone ?? 'Europe/Paris';
    stopAt({
      table,
      what: `times in ${header || 'time'} have no offset: UTC, or the clocks of ${flags.zone ?? 'a zone that is not given'}`,
      readings: ['as UTC', `as ${place}, in UTC`],
      rows: await sample(naiveOf('t'), `timezone('UTC', timezone(${sqlText(place)}, ${naiveOf('t')}))`),
      flags:
        flags.zone === undefined
          ? '--times utc, or --times local --zone Europe/Paris'
          : '--times utc or --times local',
    });
  }
  const instant =
    times === 'utc' ? `epoch_ms(${naiveOf(text)})` : `epoch_ms(timezone(${sqlText(zone)}, ${naiveOf(text)}))`;
  if (count('zoned') === 0) return instant;
  return `CASE WHEN regexp_matches(${text}, '\\d([Zz]|UTC|[+-]\\d{2}(:?\\d{2})?)$') THEN ${zoned} ELSE ${instant} END`;
};
