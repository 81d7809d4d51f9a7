import type { Duck } from '../../../infra/duckdb/duck.ts';
import { LOG_MEASURES } from './measures.ts';

export type LogRequest = {
  /**
   * Relation `(person, other, kind, outgoing, at_ms, offset_ms, ms)`: `kind` of contact (`call`, `text`, a tie type …),
   * `outgoing` whether the person began it, `ms` its duration or null.
   */
  readonly log: string;
  /** SQL over the relation's columns that names the period of a row. Default: one period, `all`. */
  readonly period?: string;
  /** Each kind apart, or all kinds together as `any`. Default: apart. */
  readonly kinds?: 'apart' | 'together';
  readonly into?: string;
};

const HOUR = 3_600_000;

/**
 * Table `log_measures (person, period, kind, <measure>, <measure>_reason …)`, in the order of its key: one row for each that has
 * a contact. Sums over rows are integers, so the same rows in any order give the same values.
 */
export const measureLog = async (duck: Duck, request: LogRequest): Promise<void> => {
  const { log, period = `'all'`, kinds = 'apart', into = 'log_measures' } = request;
  const kind = kinds === 'apart' ? 'kind' : `'any'`;
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE log_rows AS
    SELECT dense_rank() OVER (ORDER BY person, period, kind)::INTEGER AS g, *
    FROM (SELECT person, other, ${period} AS period, ${kind} AS kind, kind = 'call' AS called, outgoing, at_ms,
                 ((at_ms + offset_ms) // 86400000)::INTEGER AS day_ix, ((at_ms + offset_ms) // ${HOUR} % 24)::INTEGER AS hour, ms
          FROM ${log})`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ${into} AS
    WITH pairs AS (
      SELECT g, other, count(*) AS n, count(*) FILTER (WHERE outgoing) AS outgoing, count(*) FILTER (WHERE hour >= 19 OR hour < 7) AS nocturnal,
             sum(ms)::BIGINT AS ms, sum(ms * ms)::HUGEINT AS ms_squares, count(ms) AS timed FROM log_rows GROUP BY g, other),
    c AS (
      SELECT g, sum(n)::BIGINT AS contacts, count(*) AS alters, sum(n * n)::BIGINT AS squares,
             sum(round(n * log2(n) * 1e9)::HUGEINT) AS terms, sum(round(1e9 * outgoing / n)::BIGINT)::BIGINT AS balance_sum,
             sum(outgoing)::BIGINT AS outgoing, sum(nocturnal)::BIGINT AS nocturnal, sum(ms)::BIGINT AS ms,
             sum(ms_squares)::DOUBLE AS ms_squares, sum(timed)::BIGINT AS timed
      FROM pairs GROUP BY g),
    days AS (SELECT g, count(*) AS active_days FROM (SELECT DISTINCT g, day_ix FROM log_rows) GROUP BY g),
    ranked AS (SELECT g, n, sum(n) OVER (PARTITION BY g ORDER BY n DESC, other ROWS UNBOUNDED PRECEDING) - n AS before FROM pairs),
    p AS (SELECT r.g, count(*) AS needed FROM ranked r JOIN c USING (g) WHERE r.before < ceil(0.8 * c.contacts) GROUP BY r.g),
    gaps AS (SELECT g, at_ms - lag(at_ms) OVER (PARTITION BY g ORDER BY at_ms) AS gap FROM log_rows),
    e AS (SELECT g, count(gap) AS gaps, sum(gap)::BIGINT AS gap_sum, sum(gap::HUGEINT * gap)::DOUBLE AS gap_squares FROM gaps GROUP BY g),
    texts AS (
      SELECT g, other, at_ms, outgoing, called, at_ms - lag(at_ms) OVER w AS gap, lag(outgoing) OVER w AS before, lag(called) OVER w AS after_call
      FROM log_rows WINDOW w AS (PARTITION BY g, other ORDER BY at_ms, called, outgoing)),
    turns AS (
      SELECT g, other, at_ms, outgoing, gap, before, coalesce(gap >= ${HOUR} OR after_call, true) AS opens FROM texts WHERE NOT called),
    opened AS (
      SELECT g, other, outgoing, opens, gap, before,
             sum(opens::INTEGER) OVER (PARTITION BY g, other ORDER BY at_ms, outgoing ROWS UNBOUNDED PRECEDING) AS run FROM turns),
    talks AS (
      SELECT g, other, run, bool_or(opens AND outgoing) AS begun, bool_or(outgoing) AS spoken,
             count(*) FILTER (WHERE outgoing AND NOT before AND NOT opens AND gap > 0) AS delays,
             coalesce(sum(gap) FILTER (WHERE outgoing AND NOT before AND NOT opens AND gap > 0), 0)::BIGINT AS delay_sum,
             coalesce(sum(gap::HUGEINT * gap) FILTER (WHERE outgoing AND NOT before AND NOT opens AND gap > 0), 0)::HUGEINT AS delay_squares
      FROM opened GROUP BY g, other, run),
    k AS (
      SELECT g, count(*) AS conversations, count(*) FILTER (WHERE begun) AS begun, count(*) FILTER (WHERE NOT begun) AS asked,
             count(*) FILTER (WHERE NOT begun AND spoken) AS answered, sum(delays)::BIGINT AS delays,
             sum(delay_sum)::BIGINT AS delay_sum, sum(delay_squares)::DOUBLE AS delay_squares
      FROM talks GROUP BY g),
    who AS (SELECT g, any_value(person) AS person, any_value(period) AS period, any_value(kind) AS kind FROM log_rows GROUP BY g)
    SELECT w.person, w.period, w.kind, ${LOG_MEASURES.map(
      ({ name, value, absent }) =>
        `(${value})::DOUBLE AS ${name}, CASE WHEN ${name} IS NULL THEN '${absent}' END AS ${name}_reason`,
    ).join(', ')}
    FROM who w JOIN c USING (g) JOIN days d USING (g) JOIN p USING (g) JOIN e USING (g) LEFT JOIN k USING (g)
    ORDER BY w.person, w.period, w.kind`);
};

/**
 * Relation `(a, b, weight)` of reciprocated ties of a log: both began at least one contact; the weight is the number of distinct
 * half-hours with contact, both directions added. Source: bandicoot network.py.
 */
export const reciprocatedTies = (log: string): string => `(
  WITH halves AS (
    SELECT person, other, outgoing, at_ms // 1800000 AS half FROM ${log} WHERE person <> other GROUP BY ALL),
  begun AS (
    SELECT CASE WHEN outgoing THEN person ELSE other END AS a, CASE WHEN outgoing THEN other ELSE person END AS b, half
    FROM halves GROUP BY ALL),
  directed AS (SELECT a, b, count(*) AS weight FROM begun GROUP BY a, b)
  SELECT x.a, x.b, (x.weight + y.weight)::BIGINT AS weight FROM directed x JOIN directed y ON y.a = x.b AND y.b = x.a WHERE x.a < x.b)`;
