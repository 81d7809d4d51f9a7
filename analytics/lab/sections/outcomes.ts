import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { Outcome } from '../../cohorts/counting-process.ts';
import { sqlText } from '../read/number.ts';

export type OutcomeRow = Outcome & { readonly group: string | null; readonly weight: number };

/** The event studied: the one asked, or the most frequent that is no censoring. Null without any. */
export const eventOf = async (duck: Duck, asked: string | null): Promise<string | null> => {
  if (asked !== null) return asked;
  const [row] = await duck.rows<{ kind: string }>(
    `SELECT kind FROM events WHERE kind NOT IN ('censored', 'censoring', 'end', 'withdrawal')
     GROUP BY kind ORDER BY count(*) DESC, kind LIMIT 1`,
  );
  return row?.kind ?? null;
};

/**
 * One row per person: days since 1970 of entry, and of the first event of a kind or of the end of observation (censoring
 * event, exit, last day seen). Entry is the listed day, else the first day seen. Who has no end after entry is left out.
 */
export const outcomesOf = async (duck: Duck, event: string, seen: boolean): Promise<OutcomeRow[]> =>
  duck.rows<OutcomeRow>(`
    WITH days_seen AS (${
      seen
        ? "SELECT person, DATE '1970-01-01' + min(day_ix) AS first, DATE '1970-01-01' + max(day_ix) AS last FROM days GROUP BY person"
        : 'SELECT NULL::VARCHAR AS person, NULL::DATE AS first, NULL::DATE AS last WHERE false'
    }),
    happened AS (SELECT person, min(day) AS day FROM events WHERE kind = ${sqlText(event)} GROUP BY person),
    censored AS (SELECT person, min(day) AS day FROM events WHERE kind IN ('censored', 'censoring', 'end', 'withdrawal') GROUP BY person),
    people AS (SELECT person FROM persons UNION SELECT person FROM events UNION SELECT person FROM days_seen),
    spans AS (
      SELECT p.person, coalesce(l.entry_day, s.first, (SELECT min(day) FROM events)) AS entry, h.day AS happened,
             coalesce(c.day, l.exit_day, s.last, (SELECT max(day) FROM events)) AS ended, l.grp, coalesce(l.weight, 1) AS weight
      FROM people p LEFT JOIN persons l USING (person) LEFT JOIN days_seen s USING (person)
           LEFT JOIN happened h USING (person) LEFT JOIN censored c USING (person))
    SELECT person, date_diff('day', DATE '1970-01-01', entry)::INTEGER AS entry,
           date_diff('day', DATE '1970-01-01', CASE WHEN happened <= ended OR (happened IS NOT NULL AND ended IS NULL) THEN happened ELSE ended END)::INTEGER AS "end",
           happened IS NOT NULL AND (ended IS NULL OR happened <= ended) AS event, grp AS "group", weight::DOUBLE AS weight
    FROM spans WHERE entry IS NOT NULL AND coalesce(happened, ended) > entry ORDER BY person`);
