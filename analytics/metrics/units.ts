import type { Duck } from '../../infra/duckdb/duck.ts';

/** Length of the periods that measures are computed for; `person` is one period from the first to the last row of all. */
export type Grain = 'person' | 'month' | 'week' | 'day';
export const GRAINS: readonly Grain[] = ['person', 'month', 'week', 'day'];

export type UnitsRequest = {
  readonly grain: Grain;
  /** Zone whose clocks cut the periods. */
  readonly zone: string;
  /** Relation `(person, entry_day, exit_day)` of local dates, null where unknown: rows from entry to exit, gaps included. Default: all persons seen, over the whole span. */
  readonly persons?: string;
  /** Local dates between which periods lie, whatever was seen; null for none. Default: from the first to the last day seen. */
  readonly span?: { readonly from: string; readonly to: string } | null;
  /** Relation `(person, observation)` of rows that exist without a single dwell. Default: none. */
  readonly modes?: string;
};

/** SQL of a period's position by the local day it holds, days counted from 1970-01-01. */
export const periodOf = (grain: Grain, day: string): string =>
  ({
    person: '0',
    month: `(year(DATE '1970-01-01' + ${day}) * 12 + month(DATE '1970-01-01' + ${day}) - 1)::INTEGER`,
    week: `((${day} + 3) // 7)::INTEGER`,
    day: day,
  })[grain];

const SERIES: Readonly<Record<Grain, { step: string; trunc: string; name: string }>> = {
  person: { step: '', trunc: 'day', name: `'all'` },
  month: { step: 'INTERVAL 1 MONTH', trunc: 'month', name: `strftime(first, '%Y-%m')` },
  week: { step: 'INTERVAL 7 DAY', trunc: 'week', name: `strftime(first, '%G-W%V')` },
  day: { step: 'INTERVAL 1 DAY', trunc: 'day', name: `strftime(first, '%Y-%m-%d')` },
};

const periodsSql = (grain: Grain, span: UnitsRequest['span']): string => {
  const { step, trunc, name } = SERIES[grain];
  const ends =
    span === undefined
      ? `SELECT min(DATE '1970-01-01' + day_ix) AS lo, max(DATE '1970-01-01' + day_ix) AS hi FROM days`
      : span === null
        ? 'SELECT NULL::DATE AS lo, NULL::DATE AS hi'
        : `SELECT DATE '${span.from}' AS lo, DATE '${span.to}' AS hi`;
  const begins = `SELECT date_trunc('${trunc}', lo)::TIMESTAMP AS lo, hi::TIMESTAMP AS hi FROM (${ends})`;
  const firsts =
    grain === 'person'
      ? 'SELECT lo AS first, hi + INTERVAL 1 DAY AS next FROM span WHERE lo IS NOT NULL'
      : `SELECT first, first + ${step} AS next FROM (SELECT unnest(generate_series(lo, hi, ${step})) AS first FROM span)`;
  return `
    WITH span AS (${begins}), firsts AS (${firsts})
    SELECT ${periodOf(grain, "date_diff('day', DATE '1970-01-01', first::DATE)::INTEGER")} AS ix, ${name} AS period,
           first::DATE AS first_day, next::DATE - first::DATE AS days, epoch_ms(timezone($1, first)) AS from_ms,
           epoch_ms(timezone($1, next)) - epoch_ms(timezone($1, first)) AS ms
    FROM firsts`;
};

/**
 * Tables `periods (ix, period, first_day, days, from_ms, ms)` and
 * `units (g, person, observation, period, ix, from_ms, ms, days, days_observed, nights_observed, observed_ms, coverage, quantum_m)`
 * from `days`: one unit per person, mode of observation and period, `g` in the order of that key. A day of 23 or 25
 * hours is that long.
 */
export const makeUnits = async (duck: Duck, request: UnitsRequest): Promise<void> => {
  const { grain, zone } = request;
  await duck.run(`CREATE OR REPLACE TEMP TABLE periods AS ${periodsSql(grain, request.span)}`, [zone]);
  const persons =
    request.persons ?? '(SELECT DISTINCT person, NULL::DATE AS entry_day, NULL::DATE AS exit_day FROM days)';
  const modes = request.modes === undefined ? '' : `UNION SELECT person, observation FROM ${request.modes}`;
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE units AS
    WITH modes AS (SELECT DISTINCT person, observation FROM days ${modes}),
    seen AS (
      SELECT person, observation, ${periodOf(grain, 'day_ix')} AS ix, count(*)::INTEGER AS days_observed,
             (count(*) FILTER (WHERE night))::INTEGER AS nights_observed, sum(observed_ms)::BIGINT AS observed_ms,
             max(quantum_m) AS quantum_m, min(day_ix) AS first_ix
      FROM days GROUP BY ALL),
    entries AS (
      SELECT p.person, least(p.entry_day, min(DATE '1970-01-01' + s.first_ix)) AS entry_day, p.exit_day
      FROM ${persons} p LEFT JOIN seen s USING (person) GROUP BY p.person, p.entry_day, p.exit_day)
    SELECT (row_number() OVER (ORDER BY m.person, m.observation, p.ix) - 1)::INTEGER AS g, m.person, m.observation,
           p.period, p.ix, p.from_ms, p.ms, p.days::INTEGER AS days, coalesce(s.days_observed, 0) AS days_observed,
           coalesce(s.nights_observed, 0) AS nights_observed, coalesce(s.observed_ms, 0) AS observed_ms,
           coalesce(s.observed_ms, 0) / p.ms AS coverage, s.quantum_m
    FROM modes m JOIN entries e USING (person)
         JOIN periods p ON (e.entry_day IS NULL OR p.first_day + p.days::INTEGER > e.entry_day)
                       AND (e.exit_day IS NULL OR p.first_day <= e.exit_day)
         LEFT JOIN seen s ON s.person = m.person AND s.observation = m.observation AND s.ix = p.ix`);
};
