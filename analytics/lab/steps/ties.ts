import type { Duck } from '../../../infra/duckdb/duck.ts';
import { overlapOf } from '../../ties/overlap.ts';
import { column, type OutputTable } from '../write/columns.ts';

/**
 * Tables `lab_ties` (one row per person, other and type) and `ties_week` from `contacts`. Intensity is counted in any
 * log; structure (common neighbours, overlap) is known only where both ends keep a log, else `alters_unobserved`.
 */
export const makeLabTies = async (duck: Duck): Promise<OutputTable> => {
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE contact_days AS
    SELECT *, make_timestamp_ms(at_ms + offset_ms)::DATE AS day FROM contacts`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE lab_edges AS
    SELECT DISTINCT least(c.person, c.other) AS a, greatest(c.person, c.other) AS b
    FROM contacts c SEMI JOIN (SELECT DISTINCT person FROM contacts) p ON p.person = c.other WHERE c.person <> c.other`);
  await duck.run(`CREATE OR REPLACE TEMP TABLE lab_structure AS SELECT * FROM ${overlapOf('lab_edges')}`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE lab_ties AS
    SELECT t.*, s.common::INTEGER AS common_neighbours, s.overlap,
           CASE WHEN s.a IS NULL THEN 'alters_unobserved' END AS overlap_reason
    FROM (SELECT person, other, tie_type, count(*)::INTEGER AS contacts, count(DISTINCT day)::INTEGER AS days,
                 count(DISTINCT date_trunc('week', day))::INTEGER AS weeks, sum(round(duration_s)::BIGINT)::DOUBLE AS duration_s,
                 min(day) AS first_day, max(day) AS last_day
          FROM contact_days GROUP BY person, other, tie_type) t
         LEFT JOIN lab_structure s ON s.a = least(t.person, t.other) AND s.b = greatest(t.person, t.other)`);
  return {
    name: 'ties',
    title: 'Ties: one row per person, other and type',
    sql: 'SELECT * FROM lab_ties',
    key: ['person', 'other', 'tie_type'],
    columns: [
      column('person', 'text', null, 'Pseudonym of this study'),
      column('other', 'text', null, 'Pseudonym of the other end'),
      column('tie_type', 'text', null, 'peer, joker, adviser, employer', { labelled: true }),
      column('contacts', 'integer', 'contacts', 'Contacts over the whole log'),
      column('days', 'integer', 'days', 'Days with a contact'),
      column('weeks', 'integer', 'weeks', 'Weeks with a contact'),
      column('duration_s', 'number', 's', 'Total duration where contacts have one'),
      column('first_day', 'date', null, 'First contact'),
      column('last_day', 'date', null, 'Last contact'),
      column('common_neighbours', 'integer', 'persons', 'Common neighbours', { reason: 'overlap_reason' }),
      column('overlap', 'number', 'share', 'Neighbourhood overlap (Onnela et al. 2007)', {
        reason: 'overlap_reason',
      }),
      column('overlap_reason', 'text', null, 'Why structure is empty', { labelled: true }),
    ],
  };
};
