import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { Guess } from '../guesses.ts';
import type { StudyFlags } from '../study.ts';
import type { TableName } from '../tables.ts';
import type { StudyFile } from './list-files.ts';
import type { Loaded } from './load-text.ts';
import { numberSql, sqlName } from './number.ts';
import { personSql } from './read-points.ts';
import { readTimes } from './times.ts';

/** A date column as days: the instant at UTC, whatever its clock. */
const dayOf = async (
  duck: Duck,
  table: TableName,
  column: string,
  loaded: Loaded,
  flags: StudyFlags,
  guesses: Guess[],
): Promise<string> => {
  if (loaded.headers[column] === undefined) return 'NULL::DATE';
  const at = await readTimes(
    duck,
    table,
    sqlName(column),
    loaded.headers[column] ?? '',
    { ...flags, times: 'utc' },
    guesses,
  );
  return `make_timestamp_ms(${at})::DATE`;
};

/** Table `read_contacts (row, file, id, other_id, at_ms, kind, direction, duration_s, tie_type, reason)`. */
export const readContacts = async (
  duck: Duck,
  loaded: Loaded,
  files: readonly StudyFile[],
  flags: StudyFlags,
  guesses: Guess[],
): Promise<void> => {
  const at = await readTimes(duck, 'contacts', 'time', loaded.headers['time'] ?? '', flags, guesses);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE read_contacts AS
    WITH understood AS (
      SELECT rowid AS row, file, ${personSql(files, loaded.headers)} AS id, other AS other_id, time, ${at} AS at_ms,
             CASE WHEN lower(kind) IN ('sms', 'mms', 'texto') THEN 'text' WHEN lower(kind) IN ('appel', 'voice') THEN 'call'
                  ELSE lower(coalesce(kind, 'met')) END AS kind,
             CASE WHEN lower(direction) IN ('in', 'incoming', 'received', 'entrant', 'recu') THEN 'in'
                  WHEN lower(direction) IN ('out', 'outgoing', 'sent', 'sortant', 'envoye') THEN 'out' END AS direction,
             ${numberSql('duration')} AS duration_s, lower(coalesce(tie_type, 'peer')) AS tie_type
      FROM raw_contacts)
    SELECT row, file, id, other_id, at_ms, kind, direction, duration_s, tie_type, CASE
        WHEN id IS NULL THEN 'person_missing' WHEN other_id IS NULL THEN 'other_missing'
        WHEN id = other_id THEN 'contact_with_self'
        WHEN time IS NULL THEN 'time_missing' WHEN at_ms IS NULL THEN 'time_not_readable'
        WHEN duration_s < 0 THEN 'duration_negative' END AS reason
    FROM understood`);
};

/** Table `read_persons (row, file, id, grp, weight, entry_day, exit_day, rally_day, reason)`. */
export const readPersons = async (
  duck: Duck,
  loaded: Loaded,
  flags: StudyFlags,
  guesses: Guess[],
): Promise<void> => {
  const [entry, exit, rally] = [
    await dayOf(duck, 'persons', 'entry', loaded, flags, guesses),
    await dayOf(duck, 'persons', 'exit', loaded, flags, guesses),
    await dayOf(duck, 'persons', 'rally', loaded, flags, guesses),
  ];
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE read_persons AS
    WITH understood AS (
      SELECT rowid AS row, file, person AS id, "group" AS grp, coalesce(${numberSql('weight')}, CASE WHEN weight IS NULL THEN 1 END) AS weight,
             ${entry} AS entry_day, ${exit} AS exit_day, ${rally} AS rally_day, row_number() OVER (PARTITION BY person ORDER BY rowid) AS copy,
             entry, exit FROM raw_persons)
    SELECT * EXCLUDE (copy, entry, exit), CASE
        WHEN id IS NULL THEN 'person_missing' WHEN copy > 1 THEN 'person_twice'
        WHEN weight IS NULL OR weight < 0 THEN 'weight_not_usable'
        WHEN entry IS NOT NULL AND entry_day IS NULL THEN 'entry_not_readable'
        WHEN exit IS NOT NULL AND exit_day IS NULL THEN 'exit_not_readable'
        WHEN exit_day < entry_day THEN 'exit_before_entry' END AS reason
    FROM understood`);
};

/** Table `read_spells (row, file, id, begin_day, end_day, status, reason)`: both days included. */
export const readSpells = async (
  duck: Duck,
  loaded: Loaded,
  flags: StudyFlags,
  guesses: Guess[],
): Promise<void> => {
  const [begin, end] = [
    await dayOf(duck, 'spells', 'begin', loaded, flags, guesses),
    await dayOf(duck, 'spells', 'end', loaded, flags, guesses),
  ];
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE read_spells AS
    WITH understood AS (SELECT rowid AS row, file, person AS id, ${begin} AS begin_day, ${end} AS end_day, lower(status) AS status FROM raw_spells)
    SELECT *, CASE WHEN id IS NULL THEN 'person_missing' WHEN begin_day IS NULL THEN 'begin_not_readable'
        WHEN end_day IS NULL THEN 'end_not_readable' WHEN end_day < begin_day THEN 'end_before_begin'
        WHEN status IS NULL THEN 'status_missing' END AS reason
    FROM understood`);
};

/** Table `read_events (row, file, id, day, kind, censoring, reason)`. */
export const readEvents = async (
  duck: Duck,
  loaded: Loaded,
  flags: StudyFlags,
  guesses: Guess[],
): Promise<void> => {
  const day = await dayOf(duck, 'events', 'date', loaded, flags, guesses);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE read_events AS
    WITH understood AS (SELECT rowid AS row, file, person AS id, ${day} AS day, lower(kind) AS kind, lower(raw_events.reason) AS censoring FROM raw_events)
    SELECT *, CASE WHEN id IS NULL THEN 'person_missing' WHEN day IS NULL THEN 'date_not_readable'
        WHEN kind IS NULL THEN 'kind_missing' END AS reason
    FROM understood`);
};
