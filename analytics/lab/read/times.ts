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

type Shapes = {
  n: bigint;
  zoned: bigint;
  iso: bigint;
  slashed: bigint;
  number: bigint;
  first_over: bigint;
  second_over: bigint;
  small: bigint;
};

const SLASHED = String.raw`^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}`;
const FORMATS = (day: string): string =>
  ['%H:%M:%S.%g', '%H:%M:%S', '%H:%M', '%Hh%M', '']
    .map((clock) => sqlText(`${day}${clock === '' ? '' : ` ${clock}`}`))
    .join(', ');

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
  const parts = `regexp_extract_all(t, '\\d+')`;
  const [shapes] = await duck.rows<Shapes>(`
    SELECT count(*) AS n, count(*) FILTER (WHERE regexp_matches(t, '\\d([Zz]|UTC|[+-]\\d{2}(:?\\d{2})?)$') AND contains(t, ':')) AS zoned,
           count(*) FILTER (WHERE regexp_matches(t, '^\\d{4}-\\d{2}-\\d{2}')) AS iso,
           count(*) FILTER (WHERE regexp_matches(t, '${SLASHED}')) AS slashed,
           count(*) FILTER (WHERE regexp_matches(t, '^-?\\d+([.,]\\d+)?$')) AS number,
           count(*) FILTER (WHERE regexp_matches(t, '${SLASHED}') AND (${parts})[1]::INTEGER > 12) AS first_over,
           count(*) FILTER (WHERE regexp_matches(t, '${SLASHED}') AND (${parts})[2]::INTEGER > 12) AS second_over,
           count(*) FILTER (WHERE abs(${numberSql('t')}) < 1e8) AS small
    FROM (SELECT ${text} AS t FROM raw_${table}) WHERE t IS NOT NULL`);
  const count = (name: keyof Shapes): number => Number(shapes?.[name] ?? 0n);
  const guess = (about: string, taken: string, because: string, flag: string): void => {
    guesses.push({ table, about, taken, because, flag });
  };
  const zone = flags.zone ?? 'UTC';
  const sample = async (first: string, second: string, where: string) =>
    duck.rows<{ written: string; first: string; second: string }>(
      `SELECT t AS written, (${first})::VARCHAR AS first, (${second})::VARCHAR AS second
       FROM (SELECT DISTINCT ${text} AS t FROM raw_${table}) WHERE ${where} AND (${first}) IS DISTINCT FROM (${second}) ORDER BY t LIMIT 3`,
    );
  if (count('number') * 2 > count('n')) {
    const small = count('small') * 2 > count('number');
    const unit = small ? 'seconds from the study’s beginning' : 'seconds or milliseconds since 1970, UTC';
    guess('times', unit, 'all are numbers', '--times');
    return `(SELECT CASE WHEN abs(v) >= 1e11 THEN round(v)::BIGINT ELSE round(v * 1000)::BIGINT END FROM (SELECT ${numberSql(text)} AS v))`;
  }
  let naive = `TRY_CAST(${text} AS TIMESTAMP)`;
  if (count('slashed') > 0) {
    const [dmy, mdy] = ['%d/%m/%Y', '%m/%d/%Y'].map(
      (day) =>
        `try_strptime(regexp_replace(replace(replace(regexp_replace(t, '([-.])(\\d{1,2})([-.])(\\d{4})', '/\\2/\\4'), 'T', ' '), ' à ', ' '), '\\s+', ' '), [${FORMATS(day)}])`,
    ) as [string, string];
    let order = flags.dates;
    if (order === undefined) {
      const [first, second] = [count('first_over'), count('second_over')];
      if (first > 0 && second > 0 && Math.min(first, second) * 20 > first + second)
        stopAt({
          table,
          what: 'some dates have no month as their first number, others as their second',
          readings: ['day first', 'month first'],
          rows: await sample(dmy, mdy, 'true'),
          flags: '--dates dmy or --dates mdy',
        });
      if (first === 0 && second === 0)
        stopAt({
          table,
          what: `day and month in ${header || 'time'} may be either`,
          readings: ['day first', 'month first'],
          rows: await sample(dmy, mdy, 'true'),
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
    const slashed = (order === 'dmy' ? dmy : mdy).replaceAll(/\bt\b(?!')/g, text);
    naive = `coalesce(${naive.replace('TRY_CAST', 'CASE WHEN regexp_matches(' + text + ", '^\\d{4}') THEN TRY_CAST").concat(' END')}, ${slashed})`;
  }
  const zoned = `epoch_ms(TRY_CAST(${text} AS TIMESTAMPTZ))`;
  if (count('zoned') === count('n')) return zoned;
  let times = flags.times;
  if (times === undefined && /utc|gmt|zulu/i.test(header)) {
    times = 'utc';
    guess('times', 'UTC', `the column is called ${header}`, '--times');
  }
  const dated = count('zoned') === 0 && !(await hasClock(duck, table, text));
  if (times === undefined && dated) times = 'local';
  if (times === undefined && zone !== 'UTC') {
    const [utc, local] = [
      `TRY_CAST(t AS TIMESTAMP)`,
      `timezone('UTC', timezone(${sqlText(zone)}, TRY_CAST(t AS TIMESTAMP)))`,
    ];
    stopAt({
      table,
      what: `times in ${header || 'time'} have no offset: UTC, or the clocks of ${zone}`,
      readings: ['if UTC', `if local, in UTC`],
      rows: await sample(utc, local, 'true'),
      flags: '--times utc or --times local',
    });
  }
  if (times === undefined)
    stopAt({
      table,
      what: `times in ${header || 'time'} have no offset and no zone is given`,
      readings: ['as UTC', 'as Europe/Paris, in UTC'],
      rows: await sample(
        `TRY_CAST(t AS TIMESTAMP)`,
        `timezone('UTC', timezone('Europe/Paris', TRY_CAST(t AS TIMESTAMP)))`,
        'true',
      ),
      flags: '--times utc, or --times local --zone Europe/Paris',
    });
  const instant = times === 'utc' ? `epoch_ms(${naive})` : `epoch_ms(timezone(${sqlText(zone)}, ${naive}))`;
  if (count('zoned') === 0) return instant;
  return `CASE WHEN regexp_matches(${text}, '\\d([Zz]|UTC|[+-]\\d{2}(:?\\d{2})?)$') THEN ${zoned} ELSE ${instant} END`;
};

const hasClock = async (duck: Duck, table: string, text: string): Promise<boolean> => {
  const [row] = await duck.rows<{ n: bigint }>(
    `SELECT count(*) AS n FROM (SELECT ${text} AS t FROM raw_${table}) WHERE regexp_matches(t, '\\d[:hT]\\d')`,
  );
  return (row?.n ?? 0n) > 0n;
};
