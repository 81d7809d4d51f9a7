import type { Duck } from '../../../infra/duckdb/duck.ts';
import { NOT_OBSERVED } from '../../cohorts/profiles.ts';
import { column, type OutputTable } from '../write/columns.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * Runs of equal states in numbered steps as spells, from step 1 to the person's last, holes filled with `not_observed`.
 * @param states relation `(person, step, state)`, one row per person and step seen
 */
const runs = (states: string, last: string): string => `
  WITH s AS (SELECT person, step, state FROM ${states}),
  grid AS (SELECT person, unnest(generate_series(1, (${last})::BIGINT)) AS step FROM (SELECT DISTINCT person FROM s)),
  filled AS (SELECT g.person, g.step, coalesce(s.state, '${NOT_OBSERVED}') AS state FROM grid g LEFT JOIN s USING (person, step)),
  marked AS (SELECT *, step - row_number() OVER (PARTITION BY person, state ORDER BY step) AS run FROM filled)
  SELECT person, min(step)::INTEGER AS "begin", max(step)::INTEGER AS "end", state AS status FROM marked GROUP BY person, state, run`;

/** Where states of an alphabet come from and how long a step is. */
type Alphabet = {
  readonly name: 'place' | 'work' | 'profile';
  readonly states: string;
  readonly stepMs: number;
};

/**
 * Table `lab_spells`: begin and end as whole steps from a printed origin (step 1 begins there), both included, beside the
 * local instants; three alphabets: place by hour, work status by day, profile by window's days. TraMineR reads each with
 * `seqformat(from = 'SPELL')`.
 * @param origin local midnight before everything, milliseconds since 1970
 */
export const makeSpells = async (
  duck: Duck,
  origin: number,
  has: { readonly places: boolean; readonly work: boolean; readonly profiles: boolean },
): Promise<OutputTable> => {
  const alphabets: Alphabet[] = [];
  if (has.places)
    alphabets.push({
      name: 'place',
      stepMs: HOUR,
      states: `(SELECT person, step, max_by(state, (ms, state)) AS state FROM (
          SELECT person, state, step, sum(least(l, ${origin} + step * ${HOUR}) - greatest(f, ${origin} + (step - 1) * ${HOUR}))::BIGINT AS ms
          FROM (SELECT *, unnest(generate_series((f - ${origin}) // ${HOUR} + 1, (l - 1 - ${origin}) // ${HOUR} + 1)) AS step
                FROM (SELECT person, 'place ' || place AS state, first_ms + offset_ms AS f, last_ms + offset_ms AS l FROM stays
                      UNION ALL SELECT person, 'moving', first_ms + offset_ms, last_ms + offset_ms FROM trips) WHERE l > f)
          GROUP BY ALL) GROUP BY person, step)`,
    });
  if (has.work)
    alphabets.push({
      name: 'work',
      stepMs: DAY,
      states: `(SELECT person, date_diff('day', make_timestamp_ms(${origin})::DATE, day) + 1 AS step, status AS state FROM work_days)`,
    });
  if (has.profiles)
    alphabets.push({
      name: 'profile',
      stepMs: DAY,
      states: `(SELECT person, unnest(generate_series(date_diff('day', make_timestamp_ms(${origin})::DATE, first_day) + 1,
                  date_diff('day', make_timestamp_ms(${origin})::DATE, next_day))) AS step, profile AS state FROM profile_rows WHERE profile <> '${NOT_OBSERVED}')`,
    });
  const parts = alphabets.map(
    ({ name, states, stepMs }) => `
    SELECT person, '${name}' AS alphabet, "begin", "end", status, make_timestamp_ms(${origin} + ("begin" - 1) * ${stepMs}::BIGINT) AS begin_local,
           make_timestamp_ms(${origin} + "end" * ${stepMs}::BIGINT) AS end_local
    FROM (${runs(`(SELECT * FROM ${states} WHERE step >= 1)`, `SELECT max(step) FROM ${states}`)})`,
  );
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE lab_spells AS ${parts.join(' UNION ALL ') || `SELECT '' AS person, '' AS alphabet, 0 AS "begin", 0 AS "end", '' AS status, NULL::TIMESTAMP AS begin_local, NULL::TIMESTAMP AS end_local WHERE false`}`,
  );
  const from = new Date(origin).toISOString().slice(0, 10);
  return {
    name: 'spells',
    title: `Spells; step 1 begins ${from} 00:00 local time`,
    sql: 'SELECT * FROM lab_spells',
    key: ['person', 'alphabet', 'begin'],
    columns: [
      column('person', 'text', null, 'Pseudonym of this study'),
      column('alphabet', 'text', null, 'place (steps of an hour), work and profile (steps of a day)', {
        labelled: true,
      }),
      column('begin', 'integer', 'steps', `First step; step 1 begins ${from} 00:00 local time`),
      column('end', 'integer', 'steps', 'Last step, included'),
      column('status', 'text', null, 'State; not_observed is one', { labelled: true }),
      column('begin_local', 'instant', null, 'Begins, local time'),
      column('end_local', 'instant', null, 'Ends, local time, not included'),
    ],
  };
};
