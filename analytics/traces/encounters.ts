import type { Duck } from '../../infra/duckdb/duck.ts';
import type { TraceParameters } from './parameters.ts';

/** Width of the time buckets of the join. Milliseconds; any value gives the same encounters, this one the least work. */
const BUCKET = 900_000;

/**
 * Whose meetings are looked for: relations with columns `person, at_ms, last_ms, offset_ms, cell` (cell not null).
 * `right` has `touched BOOLEAN` too: whether the person stands in `left`. Pairs of two persons of `left` are found once.
 */
export type MeetingSides = { readonly left: string; readonly right: string };

const DWELLS = 'SELECT person, at_ms, last_ms, offset_ms, cell FROM dwells WHERE cell IS NOT NULL';
const EVERYONE: MeetingSides = { left: `(${DWELLS})`, right: `(SELECT *, true AS touched FROM (${DWELLS}))` };

/**
 * Table `meetings (person, other, first_ms, last_ms, offset_ms, cell)`: every pair of dwells of two persons in the same
 * resolution-11 cell or in touching ones (table `near_cells (cell, near)`) at most `encounterMinutes` apart. `person` is
 * the smaller pseudonym, whose cell and clock it is.
 *
 * One hash join on (cell, bucket): a dwell of one side is written under each touching cell and bucket it spans, a dwell
 * of the other under its own; a pair found in several buckets counts in the first they share. Each pair is found through
 * the cell of the right dwell, so that cells can be shared out among several computers.
 */
export const findMeetings = async (
  duck: Duck,
  p: TraceParameters,
  { left, right }: MeetingSides = EVERYONE,
): Promise<void> => {
  const tau = p.encounterMinutes * 60_000;
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE meetings AS
    WITH reach AS (
      SELECT d.*, n.near, unnest(generate_series((at_ms - ${tau}) // ${BUCKET}, (last_ms + ${tau}) // ${BUCKET})) AS bucket
      FROM ${left} d JOIN near_cells n ON n.cell = d.cell),
    spots AS (SELECT d.*, unnest(generate_series(at_ms // ${BUCKET}, last_ms // ${BUCKET})) AS bucket FROM ${right} d)
    SELECT least(l.person, r.person) AS person, greatest(l.person, r.person) AS other,
           greatest(l.at_ms, r.at_ms) AS first_ms,
           greatest(least(l.last_ms, r.last_ms), l.at_ms, r.at_ms) AS last_ms,
           CASE WHEN l.person < r.person THEN l.offset_ms ELSE r.offset_ms END AS offset_ms,
           CASE WHEN l.person < r.person THEN l.cell ELSE r.cell END AS cell
    FROM reach l JOIN spots r ON r.cell = l.near AND r.bucket = l.bucket
         AND l.at_ms <= r.last_ms + ${tau} AND r.at_ms <= l.last_ms + ${tau}
    WHERE (l.person < r.person OR (NOT r.touched AND l.person <> r.person))
      AND l.bucket = greatest((l.at_ms - ${tau}) // ${BUCKET}, r.at_ms // ${BUCKET})`);
};

/**
 * Table `encounters (person, other, first_ms, last_ms, offset_ms, week, cell, cells, n)` from `meetings`: those of a
 * pair closer than `encounterGapMinutes` are one. `cell` is where it began, `cells` how many distinct cells bear
 * witness, `n` how many pairs of dwells.
 */
export const joinMeetings = async (duck: Duck, p: TraceParameters): Promise<void> => {
  const gap = p.encounterGapMinutes * 60_000;
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE encounters AS
    WITH seen AS (
      SELECT *, max(last_ms) OVER (PARTITION BY person, other ORDER BY first_ms, last_ms, cell
                                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM meetings),
    runs AS (
      SELECT *, sum(CASE WHEN before IS NULL OR first_ms - before > ${gap} THEN 1 ELSE 0 END)
             OVER (PARTITION BY person, other ORDER BY first_ms, last_ms, cell ROWS UNBOUNDED PRECEDING) AS run FROM seen),
    merged AS (
      SELECT person, other, min(first_ms) AS first_ms, max(last_ms) AS last_ms, arg_min(offset_ms, first_ms) AS offset_ms,
             min(struct_pack(t := first_ms, c := cell)).c AS cell, count(DISTINCT cell)::INTEGER AS cells,
             count(*)::INTEGER AS n
      FROM runs GROUP BY person, other, run)
    SELECT *, strftime(make_timestamp_ms(first_ms + offset_ms), '%G-W%V') AS week FROM merged`);
};

/**
 * Table `encounters` of all pairs in `dwells`. Two persons meet when they dwell in the same resolution-11 cell or in
 * touching ones at most `encounterMinutes` apart. Home dwells have no cell, so nobody is met at home. Being near is not
 * knowing each other: the codebook says that encounters overstate ties.
 */
export const findEncounters = async (duck: Duck, p: TraceParameters): Promise<void> => {
  await findMeetings(duck, p);
  await joinMeetings(duck, p);
};
