import type { Duck } from '../../../infra/duckdb/duck.ts';
import { sqlText } from '../read/number.ts';

/** SQL of the first day of a window that holds a day. */
export const windowOf = (window: 'month' | 'week', day: string): string =>
  `date_trunc('${window}', ${day})::DATE`;

/**
 * Table `work (person, first_day, days_known, days_stable, stability)`: the share of a window's known days in stable work.
 * Days without any spell are not known; a day of two spells takes the one that began last.
 */
export const makeWork = async (
  duck: Duck,
  window: 'month' | 'week',
  stable: readonly string[],
): Promise<void> => {
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE work_days AS
    SELECT person, day, max_by(status, (begin_day, end_day, status)) AS status
    FROM (SELECT *, unnest(generate_series(begin_day::TIMESTAMP, end_day::TIMESTAMP, INTERVAL 1 DAY))::DATE AS day FROM spells)
    GROUP BY person, day`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE work AS
    SELECT person, ${windowOf(window, 'day')} AS first_day, (count(*) FILTER (WHERE status <> 'refused'))::INTEGER AS days_known,
           (count(*) FILTER (WHERE status IN (${stable.map(sqlText).join(', ') || "''"})))::INTEGER AS days_stable,
           CASE WHEN days_known > 0 THEN days_stable / days_known END AS stability,
           CASE WHEN days_known = 0 THEN 'refused' END AS stability_reason
    FROM work_days GROUP BY 1, 2`);
};
