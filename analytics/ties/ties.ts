import type { Duck } from '../../infra/duckdb/duck.ts';
import { TIE_TYPES } from './contacts.ts';
import { overlapOf } from './overlap.ts';

/** Columns of a tie over the whole window: intensity, then structure with its reason. */
export const TIE_COLUMNS = [
  'person',
  'other',
  'tie_type',
  'contacts',
  'interactions',
  'encounters',
  'encounter_minutes',
  'days',
  'weeks',
  'first_week',
  'last_week',
  'common_neighbours',
  'overlap',
  'overlap_reason',
] as const;

/** Columns of a person's ties of one type in one week. */
export const TIE_WEEK_COLUMNS = [
  'person',
  'week',
  'tie_type',
  'coverage',
  'contacts',
  'alters',
  'days',
  'interactions',
  'encounters',
  'encounters_reason',
  'encounter_minutes',
  'overlap',
  'overlap_reason',
] as const;

/**
 * Tables `ties` and `ties_weeks` from `contacts`, `persons`, `panel_base`.
 *
 * Structure (overlap, common neighbours) is known only between participants, whose own contacts are seen; towards
 * jokers, advisers, employers and peers outside the study it is null with `alters_unobserved`, as in any ego log.
 * Interactions are logged whatever the phone sees, so none is 0; encounters need a week with observed time, and exist
 * between peers only. A week's overlap is the mean over that week's alters in the network as it stood at the end of that
 * week, never with ties of later weeks, from integers of 1e-9.
 */
export const makeTies = async (duck: Duck): Promise<void> => {
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE tie_edges AS
    SELECT least(c.person, c.other) AS a, greatest(c.person, c.other) AS b, min(c.week) AS week
    FROM contacts c SEMI JOIN persons p ON p.person = c.other
    WHERE c.tie_type = 'peer' AND c.person <> c.other GROUP BY 1, 2`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE tie_structure AS SELECT * FROM ${overlapOf('tie_edges')}`);
  await duck.run(
    'CREATE OR REPLACE TEMP TABLE tie_structure_weeks (week VARCHAR, a UUID, b UUID, overlap DOUBLE)',
  );
  const weeks = await duck.rows<{ week: string }>('SELECT DISTINCT week FROM tie_edges ORDER BY week');
  for (const { week } of weeks)
    await duck.run(
      `INSERT INTO tie_structure_weeks
       SELECT '${week}', a, b, overlap FROM ${overlapOf(`(SELECT a, b FROM tie_edges WHERE week <= '${week}')`)}`,
    );
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ties AS
    WITH pairs AS (
      SELECT person, other, tie_type, count(*)::INTEGER AS contacts,
             (count(*) FILTER (WHERE source = 'interaction'))::INTEGER AS interactions,
             CASE WHEN tie_type = 'peer' THEN (count(*) FILTER (WHERE source = 'encounter'))::INTEGER END AS encounters,
             CASE WHEN tie_type = 'peer' THEN sum(last_ms - at_ms)::BIGINT / 60000.0 END AS encounter_minutes,
             count(DISTINCT day)::INTEGER AS days, count(DISTINCT week)::INTEGER AS weeks,
             min(week) AS first_week, max(week) AS last_week
      FROM contacts WHERE other IS NOT NULL GROUP BY person, other, tie_type)
    SELECT p.*, s.common AS common_neighbours, s.overlap,
           CASE WHEN s.a IS NULL THEN 'alters_unobserved' ELSE s.flag END AS overlap_reason
    FROM pairs p LEFT JOIN tie_structure s
         ON p.tie_type = 'peer' AND s.a = least(p.person, p.other) AND s.b = greatest(p.person, p.other)`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ties_weeks AS
    WITH seen AS (
      SELECT person, week, max(days_observed) AS days_observed, max(coverage) AS coverage FROM panel_base GROUP BY ALL),
    grid AS (SELECT s.*, t.tie_type FROM seen s, (SELECT unnest([${TIE_TYPES.map((type) => `'${type}'`).join(', ')}]) AS tie_type) t),
    counted AS (
      SELECT person, week, tie_type, count(*)::INTEGER AS contacts, count(DISTINCT other)::INTEGER AS alters,
             count(DISTINCT day)::INTEGER AS days,
             (count(*) FILTER (WHERE source = 'interaction'))::INTEGER AS interactions,
             (count(*) FILTER (WHERE source = 'encounter'))::INTEGER AS encounters,
             sum(CASE WHEN source = 'encounter' THEN last_ms - at_ms ELSE 0 END)::BIGINT / 60000.0 AS encounter_minutes
      FROM contacts GROUP BY ALL),
    asked AS (
      SELECT DISTINCT person, week, tie_type, least(person, other) AS a, greatest(person, other) AS b
      FROM contacts WHERE tie_type = 'peer'),
    stood AS (
      SELECT q.person, q.week, q.tie_type, s.overlap,
             row_number() OVER (PARTITION BY q.person, q.week, q.a, q.b ORDER BY s.week DESC) AS latest
      FROM asked q JOIN tie_structure_weeks s ON s.a = q.a AND s.b = q.b AND s.week <= q.week),
    structure AS (
      SELECT person, week, tie_type, sum(round(overlap * 1e9)::BIGINT)::BIGINT / 1e9 / count(*) AS overlap
      FROM stood WHERE latest = 1 GROUP BY ALL)
    SELECT g.person, g.week, g.tie_type, g.coverage, coalesce(c.contacts, 0) AS contacts, coalesce(c.alters, 0) AS alters,
           coalesce(c.days, 0) AS days, coalesce(c.interactions, 0) AS interactions,
           CASE WHEN g.tie_type = 'peer' AND g.days_observed > 0 THEN coalesce(c.encounters, 0) END AS encounters,
           CASE WHEN g.tie_type <> 'peer' THEN 'not_applicable' WHEN g.days_observed = 0 THEN 'not_observed' END
             AS encounters_reason,
           CASE WHEN g.tie_type = 'peer' AND g.days_observed > 0 THEN coalesce(c.encounter_minutes, 0) END AS encounter_minutes,
           s.overlap,
           CASE WHEN s.overlap IS NOT NULL THEN NULL WHEN coalesce(c.contacts, 0) = 0 THEN 'no_contact'
                ELSE 'alters_unobserved' END AS overlap_reason
    FROM grid g LEFT JOIN counted c USING (person, week, tie_type) LEFT JOIN structure s USING (person, week, tie_type)`);
};
