import { PANEL_COLUMNS } from '../panel.ts';
import { TIE_COLUMNS, TIE_WEEK_COLUMNS } from '../ties/ties.ts';

/** A result: its rows, and the columns that order them totally, so that equal rows give equal bytes. */
export type NightTable = { readonly rows: string; readonly order: string };

/**
 * Results about one person each, from that person's dwells alone: a night computes them for those it touches and takes
 * the others from the night before. Places leave at resolution 9, times in 15-minute bins.
 */
export const PERSON_TABLES: Readonly<Record<string, NightTable>> = {
  panel: { rows: `SELECT ${PANEL_COLUMNS.join(', ')} FROM panel`, order: 'person, week, observation' },
  cells: {
    rows: `WITH seen AS (
            SELECT person, week, observation, h3_parent(cell, 9) AS cell, sum(observed_ms)::BIGINT AS ms
            FROM dwells WHERE cell IS NOT NULL GROUP BY ALL),
          stayed AS (
            SELECT person, week, observation, h3_parent(cell, 9) AS cell, count(*)::INTEGER AS stays
            FROM stays WHERE cell IS NOT NULL GROUP BY ALL)
          SELECT person, week, observation, cell, coalesce(stays, 0) AS stays, ms / 60000.0 AS minutes
          FROM seen LEFT JOIN stayed USING (person, week, observation, cell)`,
    order: 'person, week, observation, cell',
  },
  stays: {
    rows: `SELECT person, observation, week,
                 time_bucket(INTERVAL 15 MINUTE, make_timestamp_ms(first_ms + offset_ms)) AS begin_local,
                 time_bucket(INTERVAL 15 MINUTE, make_timestamp_ms(last_ms + offset_ms)) AS end_local,
                 h3_parent(cell, 9) AS cell, home, quantum_m
          FROM stays`,
    order: 'person, observation, begin_local, end_local, cell NULLS FIRST, home, quantum_m, week',
  },
};

/** Results of the whole network, computed every night from everybody's contacts, which are few. */
export const NETWORK_TABLES: Readonly<Record<string, NightTable>> = {
  ties: { rows: `SELECT ${TIE_COLUMNS.join(', ')} FROM ties`, order: 'person, other, tie_type' },
  ties_weeks: {
    rows: `SELECT ${TIE_WEEK_COLUMNS.join(', ')} FROM ties_weeks`,
    order: 'person, week, tie_type',
  },
};

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Rows of a person for the lake, at its own resolution, from the tables `stays`, `dwells` and `trips`. */
export const lakePersonTables = (
  territory: string,
): Readonly<Record<'lake_stays' | 'lake_trips', NightTable>> => ({
  lake_stays: {
    rows: `SELECT s.person, ${text(territory)} AS territory, make_timestamp_ms(s.first_ms) AS "at",
                  make_timestamp_ms(s.first_ms + s.offset_ms) AS at_local, make_timestamp_ms(s.last_ms) AS last_at,
                  s.cell, s.home, coalesce(k.n, 1)::INTEGER AS n, s.observation, s.quantum_m
           FROM stays s LEFT JOIN (
             SELECT t.person, t.observation, t.first_ms, count(*) AS n
             FROM dwells d ASOF JOIN stays t
                  ON t.person = d.person AND t.observation = d.observation AND t.first_ms <= d.at_ms
             WHERE d.at_ms <= t.last_ms GROUP BY ALL) k USING (person, observation, first_ms)`,
    order: 'person, "at", last_at, cell NULLS FIRST, observation',
  },
  lake_trips: {
    rows: `SELECT person, ${text(territory)} AS territory, make_timestamp_ms(first_ms) AS "at",
                  make_timestamp_ms(first_ms + offset_ms) AS at_local, make_timestamp_ms(last_ms) AS last_at,
                  from_cell, to_cell, n::INTEGER AS n, observation, quantum_m FROM lake_trip_rows`,
    order: 'person, "at", last_at, observation',
  },
});

/** What later steps need of a person: kept dwells with a cell, which dwells were read but not kept, and how many. */
export const STEP_TABLES: Readonly<Record<'dwells' | 'left_out' | 'quality', NightTable>> = {
  dwells: {
    rows: 'SELECT person, at_ms, last_ms, offset_ms, cell FROM dwells WHERE cell IS NOT NULL',
    order: 'person, at_ms, last_ms, cell',
  },
  left_out: { rows: 'SELECT person, digest FROM left_out', order: 'person, digest' },
  // read = kept + what the reasons count; stays beside them
  quality: { rows: 'SELECT person, reason, n FROM quality', order: 'person, reason' },
};

/** Names a dwell of the lake without saying where it was. */
export const dwellDigest = (d: string): string =>
  `hash(${d}.person, ${d}.observation, epoch_ms(${d}."at"), epoch_ms(${d}.last_at), ${d}.cell)`;
