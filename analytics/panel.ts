import type { Duck } from '../infra/duckdb/duck.ts';
import { ALWAYS_KNOWN, METRICS } from './metrics/index.ts';
import type { Metric } from './metrics/metric.ts';

/** Reason codes that the panel itself gives, first that applies. A metric adds its own. */
export const PANEL_REASONS = [
  'not_observed',
  'needs_continuous_observation',
  'too_few_days',
  'too_little_coverage',
] as const;

/**
 * Table `weeks (week, from_ms, ms)`: every ISO week from the first to the last with data, its beginning in UTC and its
 * length on the clocks of a zone: 167 or 169 hours when they change.
 */
export const makeWeeks = async (duck: Duck, zone: string): Promise<void> => {
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE weeks AS
     WITH span AS (SELECT date_trunc('week', min(day)) AS first, date_trunc('week', max(day)) AS last FROM dwells),
     mondays AS (SELECT unnest(generate_series(first::TIMESTAMP, last::TIMESTAMP, INTERVAL 7 DAY)) AS monday FROM span)
     SELECT strftime(monday, '%G-W%V') AS week, epoch_ms(timezone($1, monday)) AS from_ms,
            epoch_ms(timezone($1, monday + INTERVAL 7 DAY)) - epoch_ms(timezone($1, monday)) AS ms
     FROM mondays`,
    [zone],
  );
};

const unmet = (metric: Metric): string => {
  const { need } = metric;
  return [
    "WHEN b.days_observed = 0 THEN 'not_observed'",
    ...(need.mode === 'continuous'
      ? ["WHEN b.observation <> 'logger' THEN 'needs_continuous_observation'"]
      : []),
    ...(need.minDays === undefined ? [] : [`WHEN b.days_observed < ${need.minDays} THEN 'too_few_days'`]),
    ...(need.minCoverage === undefined
      ? []
      : [`WHEN b.coverage < ${need.minCoverage} THEN 'too_little_coverage'`]),
  ].join(' ');
};

const columnsOf = (metric: Metric, i: number): string => {
  const value = `m${i}.value::${metric.type}`;
  if (ALWAYS_KNOWN.has(metric.name)) return `coalesce(${value}, 0) AS ${metric.name}`;
  return `CASE ${unmet(metric)} ELSE m${i}.reason END AS r${i},
    CASE WHEN (CASE ${unmet(metric)} END) IS NULL THEN ${value} END AS ${metric.name},
    CASE WHEN ${metric.name} IS NULL THEN coalesce(r${i}, '${metric.absent}') END AS ${metric.name}_reason`;
};

/** Columns of the panel in their order. */
export const PANEL_COLUMNS: readonly string[] = [
  'person',
  'week',
  'observation',
  'quantum_m',
  'days_observed',
  ...METRICS.flatMap(({ name }) => (ALWAYS_KNOWN.has(name) ? [name] : [name, `${name}_reason`])),
];

/**
 * Table `panel`: one row per person of `persons (person, entry_week)`, week and mode of observation, from the person's
 * entry to the last week with data, gaps included. Session rows exist for everyone, logger rows for who carries one.
 * Every measure is null with a reason where the observation it needs is missing.
 */
export const makePanel = async (duck: Duck): Promise<void> => {
  const joins = METRICS.map(
    (metric, i) => `LEFT JOIN (${metric.sql}) m${i}
      ON m${i}.person = b.person AND m${i}.observation = b.observation AND m${i}.week = b.week`,
  );
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE panel_base AS
    WITH modes AS (
      SELECT person, 'session' AS observation FROM persons
      UNION SELECT DISTINCT person, observation FROM dwells),
    seen AS (
      SELECT person, observation, week, count(DISTINCT day)::INTEGER AS days, max(quantum_m) AS quantum_m,
             sum(observed_ms)::BIGINT AS observed_ms FROM dwells GROUP BY ALL),
    entries AS (
      SELECT p.person, least(p.entry_week, coalesce(min(s.week), p.entry_week)) AS entry_week
      FROM persons p LEFT JOIN seen s USING (person) GROUP BY p.person, p.entry_week)
    SELECT m.person, w.week, m.observation, s.quantum_m, coalesce(s.days, 0) AS days_observed,
           coalesce(s.observed_ms / w.ms, 0) AS coverage
    FROM modes m JOIN entries e USING (person) JOIN weeks w ON w.week >= e.entry_week
         LEFT JOIN seen s ON s.person = m.person AND s.observation = m.observation AND s.week = w.week`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE panel AS
    SELECT ${PANEL_COLUMNS.join(', ')}
    FROM (SELECT b.person, b.week, b.observation, b.quantum_m, b.days_observed,
          ${METRICS.map(columnsOf).join(', ')}
          FROM panel_base b ${joins.join('\n')})`);
};
