import { JokaError } from '../../game/errors.ts';
import type { Duck } from '../../infra/duckdb/duck.ts';
import type { BadRow, Guess, ReadReport } from './guesses.ts';
import { makeKeys } from './keys.ts';
import { badRowsOf } from './read/bad-rows.ts';
import { listFiles } from './read/list-files.ts';
import { loadText } from './read/load-text.ts';
import type { PlaceFlags } from './read/places.ts';
import { readContacts, readEvents, readPersons, readSpells } from './read/read-others.ts';
import { readPoints } from './read/read-points.ts';
import type { TimeFlags } from './read/times.ts';
import { checkZone, withOffset, zoneOf } from './read/zone.ts';
import { STUDY_TABLES, TABLE_NAMES, type TableName } from './tables.ts';

/** What the researcher says about the files. */
export type StudyFlags = TimeFlags &
  PlaceFlags & {
    /** Role → column, for every table. */
    readonly columns: Readonly<Record<string, string>>;
    /** Keep this many persons, the first by pseudonym: a quick look at a large study. */
    readonly sample: number | undefined;
  };

/** Files or folders of each table that the study has. */
export type StudyPaths = Readonly<Partial<Record<TableName, readonly string[]>>>;

/** A study read: tables `points`, `contacts`, `persons`, `spells`, `events` in DuckDB, and what reading said. */
export type Study = {
  readonly has: ReadonlySet<TableName>;
  readonly zone: string;
  readonly guesses: readonly Guess[];
  readonly reports: Readonly<Partial<Record<TableName, ReadReport>>>;
  readonly badRows: readonly BadRow[];
  /** Identifier and pseudonym: for the key file only. */
  readonly keys: readonly { readonly id: string; readonly person: string }[];
};

export type Say = (label: string, rows?: number) => void;

const KEY_COLUMNS: Partial<Record<TableName, readonly string[]>> = {
  points: ['id'],
  contacts: ['id', 'other_id'],
  persons: ['id'],
  spells: ['id'],
  events: ['id'],
};

/** Final tables, pseudonyms in place of identifiers, in an order that no file order changes. */
const FINAL: Readonly<Record<Exclude<TableName, 'antennas'>, string>> = {
  points: `SELECT k.person, r.at_ms, r.lat, r.lng, r.accuracy_m FROM read_points r JOIN keys k USING (id) WHERE reason IS NULL
           ORDER BY person, at_ms, lat, lng, accuracy_m NULLS LAST`,
  contacts: `SELECT k.person, o.person AS other, r.at_ms, r.kind, r.direction, r.duration_s, r.tie_type
             FROM read_contacts r JOIN keys k USING (id) JOIN keys o ON o.id = r.other_id WHERE reason IS NULL ORDER BY ALL`,
  persons: `SELECT k.person, grp, weight, entry_day, exit_day, rally_day FROM read_persons r JOIN keys k USING (id)
            WHERE reason IS NULL ORDER BY person`,
  spells: `SELECT k.person, begin_day, end_day, status FROM read_spells r JOIN keys k USING (id) WHERE reason IS NULL ORDER BY ALL`,
  events: `SELECT k.person, day, kind, censoring FROM read_events r JOIN keys k USING (id) WHERE reason IS NULL ORDER BY ALL`,
};

/**
 * Reads a study's files into DuckDB.
 * @param secret what pseudonyms are made with
 * @param work folder for unpacked and decoded copies
 * @throws JokaError LAB_* naming table, file, column and the flag that settles it
 */
export const readStudy = async (
  duck: Duck,
  paths: StudyPaths,
  flags: StudyFlags,
  secret: string,
  work: string,
  say: Say = () => {},
): Promise<Study> => {
  if (flags.zone !== undefined) await checkZone(duck, flags.zone);
  const names = TABLE_NAMES.filter((name) => paths[name] !== undefined);
  const guesses: Guess[] = [];
  const reports: Partial<Record<TableName, ReadReport>> = {};
  const badRows: BadRow[] = [];
  // Antennas first: points may name them.
  for (const name of names.toSorted((a, b) => Number(b === 'antennas') - Number(a === 'antennas'))) {
    say(`reading ${name}`);
    const files = listFiles(paths[name] ?? []);
    const loaded = await loadText(duck, STUDY_TABLES[name], files, flags.columns, work);
    const own: Guess[] = [...loaded.guesses];
    if (name === 'points') await readPoints(duck, loaded, files, flags, names.includes('antennas'), own);
    if (name === 'contacts') await readContacts(duck, loaded, files, flags, own);
    if (name === 'persons') await readPersons(duck, loaded, flags, own);
    if (name === 'spells') await readSpells(duck, loaded, flags, own);
    if (name === 'events') await readEvents(duck, loaded, flags, own);
    guesses.push(...own);
    if (name === 'antennas') continue;
    const bad = await badRowsOf(duck, name, files, loaded.badRows);
    const leftOut: Record<string, number> = { ...bad.counts };
    for (const { reason } of loaded.badRows) leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    const [count] = await duck.rows<{ n: bigint; kept: bigint }>(
      `SELECT count(*) AS n, count(*) FILTER (WHERE reason IS NULL) AS kept FROM read_${name}`,
    );
    const rows = Number(count?.n ?? 0n) + loaded.rejected;
    if (count?.kept === 0n)
      throw new JokaError('LAB_NO_ROWS', {
        table: name,
        reasons: Object.entries(leftOut)
          .map(([reason, n]) => `${reason} ${n}`)
          .join(', '),
      });
    reports[name] = { rows, kept: Number(count?.kept ?? 0n), leftOut, guesses: own, badRows: bad.listed };
    badRows.push(...bad.listed);
    say(`reading ${name}`, rows);
  }
  const keyed = names.flatMap((name) =>
    (KEY_COLUMNS[name] ?? []).map((column) => ({ table: `read_${name}`, column })),
  );
  const keys = keyed.length === 0 ? [] : await makeKeys(duck, keyed, secret);
  for (const name of names) {
    if (name === 'antennas') continue;
    await duck.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${FINAL[name]}`);
    await duck.run(`DROP TABLE read_${name}`);
    await duck.run(`DROP TABLE raw_${name}`);
  }
  if (flags.sample !== undefined) await keepSample(duck, names, flags.sample);
  const zone = await zoneOf(duck, flags.zone, names.includes('points') ? 'points' : null, guesses);
  for (const name of names)
    if (name === 'points' || name === 'contacts')
      await duck.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${withOffset(name, zone)} ORDER BY ALL`);
  return { has: new Set(names), zone, guesses, reports, badRows, keys };
};

/** Keeps the first persons by pseudonym, which is random, in every table. */
const keepSample = async (duck: Duck, names: readonly TableName[], sample: number): Promise<void> => {
  const tables = names.filter((name) => name !== 'antennas');
  await duck.run(`CREATE OR REPLACE TEMP TABLE sampled AS SELECT DISTINCT person FROM (
    ${tables.map((name) => `SELECT person FROM ${name}`).join(' UNION ALL ')}) ORDER BY person LIMIT ${Math.max(1, Math.floor(sample))}`);
  for (const name of tables)
    await duck.run(`DELETE FROM ${name} WHERE person NOT IN (SELECT person FROM sampled)`);
};
