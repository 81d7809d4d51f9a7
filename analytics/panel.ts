import type { Duck } from '../infra/duckdb/duck.ts';
import { computeMeasures, measureColumns, metricsNamed, NEED_REASONS } from './metrics/compute.ts';
import { PANEL_METRICS } from './metrics/index.ts';
import { mondayOf } from './week.ts';

/** Reason codes that the panel itself gives, first that applies. A metric adds its own. */
export const PANEL_REASONS = NEED_REASONS;

/** First and last ISO week of a panel. */
export type WeeksSpan = { readonly from: string; readonly to: string };

const dateOf = (week: string): string => new Date(mondayOf(week) ?? Number.NaN).toISOString().slice(0, 10);

/**
 * Table `weeks (week, from_ms, ms)`: every ISO week of a span, or from the first to the last in `dwells`; its beginning
 * in UTC and its length on the clocks of a zone: 167 or 169 hours when they change. `null` is no week at all.
 */
export const makeWeeks = async (duck: Duck, zone: string, span?: WeeksSpan | null): Promise<void> => {
  const ends =
    span === undefined
      ? "SELECT date_trunc('week', min(day)) AS first, date_trunc('week', max(day)) AS last FROM dwells"
      : span === null
        ? 'SELECT NULL::DATE AS first, NULL::DATE AS last'
        : `SELECT DATE '${dateOf(span.from)}' AS first, DATE '${dateOf(span.to)}' AS last`;
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE weeks AS
     WITH span AS (${ends}),
     mondays AS (SELECT unnest(generate_series(first::TIMESTAMP, last::TIMESTAMP, INTERVAL 7 DAY)) AS monday FROM span)
     SELECT strftime(monday, '%G-W%V') AS week, epoch_ms(timezone($1, monday)) AS from_ms,
            epoch_ms(timezone($1, monday + INTERVAL 7 DAY)) - epoch_ms(timezone($1, monday)) AS ms, $1 AS zone
     FROM mondays`,
    [zone],
  );
};

const MEASURED = metricsNamed(PANEL_METRICS);

/** Columns of the panel in their order. */
export const PANEL_COLUMNS: readonly string[] = [
  'person',
  'week',
  ...measureColumns(MEASURED).filter((column) => !['person', 'period', 'nights_observed'].includes(column)),
];

/**
 * Table `panel`: one row per person of `persons (person, entry_week)`, week and mode of observation, from the person's
 * entry to the last week with data, gaps included. Session rows exist for everyone, logger rows for who carries one.
 * Every measure is null with a reason where the observation it needs is missing. Table `panel_base`: its keys, with what
 * was observed.
 */
export const makePanel = async (
  duck: Duck,
  zone = 'Europe/Paris',
  span?: WeeksSpan | null,
): Promise<void> => {
  await computeMeasures(duck, {
    grain: 'week',
    zone,
    persons: `(SELECT person, strptime(entry_week || '-1', '%G-W%V-%u')::DATE AS entry_day, NULL::DATE AS exit_day FROM persons)`,
    modes: `(SELECT person, 'session' AS observation FROM persons)`,
    ...(span === undefined
      ? {}
      : { span: span === null ? null : { from: dateOf(span.from), to: dateOf(span.to) } }),
    measures: PANEL_METRICS,
    into: 'panel_measures',
  });
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE panel_base AS
    SELECT person, period AS week, observation, quantum_m, days_observed, coverage FROM units`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE panel AS
    SELECT ${PANEL_COLUMNS.map((column) => (column === 'week' ? 'period AS week' : column)).join(', ')} FROM panel_measures`);
};
