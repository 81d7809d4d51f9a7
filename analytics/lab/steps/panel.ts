import type { Duck } from '../../../infra/duckdb/duck.ts';
import { column, type OutputColumn, type OutputTable } from '../write/columns.ts';

/**
 * Table `person_period`: one row per person and week, mobility beside work and contacts, gaps visible. `measures_week`,
 * `work_week` (as `work`) and `contact_days` are joined where the study has them; `week_n` counts weeks from 1970 so that
 * panels can be declared.
 */
export const makePanelTable = async (
  duck: Duck,
  measures: OutputTable | null,
  has: { readonly work: boolean; readonly contacts: boolean },
): Promise<OutputTable> => {
  const base =
    measures === null
      ? `(SELECT DISTINCT person, first_day FROM (
           ${[has.work ? 'SELECT person, first_day FROM work_week' : '', has.contacts ? "SELECT person, date_trunc('week', day)::DATE AS first_day FROM contact_days" : ''].filter((sql) => sql !== '').join(' UNION ALL ')}))`
      : 'measures_week';
  const columns: OutputColumn[] = [
    column('person', 'text', null, 'Pseudonym of this study'),
    column('week_n', 'integer', 'weeks', 'Monday of the week, in weeks since 1970-01-05'),
    ...(measures === null
      ? [column('first_day', 'date', null, 'Monday of the week')]
      : measures.columns.slice(1)),
  ];
  const selected: string[] = [
    'b.*',
    `(date_diff('day', DATE '1970-01-05', b.first_day) // 7)::INTEGER AS week_n`,
  ];
  const joins: string[] = [];
  if (has.work) {
    selected.push(
      `w.days_known AS work_days_known`,
      `w.stability AS work_stability`,
      `CASE WHEN w.stability IS NULL THEN coalesce(w.stability_reason, 'not_observed') END AS work_stability_reason`,
    );
    joins.push('LEFT JOIN work_week w ON w.person = b.person AND w.first_day = b.first_day');
    columns.push(
      column('work_days_known', 'integer', 'days', 'Days of the week with a known work status'),
      column('work_stability', 'number', 'share', 'Share of known days in stable work', {
        reason: 'work_stability_reason',
      }),
      column('work_stability_reason', 'text', null, 'Why work_stability is empty', { labelled: true }),
    );
  }
  if (has.contacts) {
    selected.push(
      'coalesce(c.contacts, 0) AS contacts',
      'coalesce(c.alters, 0) AS alters',
      'coalesce(c.new_alters, 0) AS new_alters',
    );
    joins.push(`LEFT JOIN (
      SELECT person, date_trunc('week', day)::DATE AS first_day, count(*)::INTEGER AS contacts, count(DISTINCT other)::INTEGER AS alters,
             (count(DISTINCT other) FILTER (WHERE day = first))::INTEGER AS new_alters
      FROM (SELECT *, min(day) OVER (PARTITION BY person, other) AS first FROM contact_days) GROUP BY 1, 2) c
      ON c.person = b.person AND c.first_day = b.first_day`);
    columns.push(
      column('contacts', 'integer', 'contacts', 'Contacts of the week in the log'),
      column('alters', 'integer', 'persons', 'Distinct others among them'),
      column('new_alters', 'integer', 'persons', 'Others met for the first time in the log'),
    );
  }
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE person_period AS SELECT ${selected.join(', ')} FROM ${base} b ${joins.join('\n')}`,
  );
  return {
    name: 'person_period',
    title: 'One row per person and week',
    sql: 'SELECT * FROM person_period',
    key: ['person', 'week_n'],
    columns,
  };
};
