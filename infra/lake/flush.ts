import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import { declareCrashPoint } from '../crash-points.ts';
import type { Duck } from '../duckdb/duck.ts';
import type { LakeDoors, StudyTransaction } from './doors.ts';
import { listFiles, lockPartition, readBits, swapFiles, type LakeFile, type Partition } from './manifest.ts';
import { columnNames, scan, stagedColumns, stagedFault } from './sql.ts';
import { writeFiles } from './write-files.ts';

/** What a flush did: rows now in Parquet, files written, rows put aside with their reason. */
export type FlushReport = { rows: number; files: number; quarantined: number };

/** Rows of one partition taken at once. */
const FLUSH_ROWS = 200_000;
/** Rows handed to DuckDB in one JSON text. */
const CHUNK = 20_000;

const atCommit = declareCrashPoint('commit:lake-flush');

const WEEK = sql<string>`to_char(s.at AT TIME ZONE coalesce(t.zone, 'Europe/Paris'), 'IYYY"-W"IW')`;
const INSTANT = 'YYYY-MM-DD HH24:MI:SS.US';

const readStaged = async (
  tx: StudyTransaction,
  { table, week }: Partition,
): Promise<{ id: number; line: string }[]> => {
  const { rows } = await sql<{ id: number; line: string }>`
    SELECT s.id, json_build_object('id', s.id, 'person', s.person, 'territory', s.territory,
      'at', to_char(s.at AT TIME ZONE 'UTC', ${INSTANT}),
      'at_local', to_char(s.at AT TIME ZONE coalesce(t.zone, 'Europe/Paris'), ${INSTANT}), 'row', s.row)::text AS line
    FROM study.staging s LEFT JOIN offers.territories t ON t.code = s.territory
    WHERE s.lake_table = ${table} AND ${WEEK} = ${week} ORDER BY s.id LIMIT ${FLUSH_ROWS}`.execute(tx);
  return rows;
};

const loadStaged = async (duck: Duck, table: Partition['table'], lines: readonly string[]): Promise<void> => {
  const shape =
    '[{"id":"BIGINT","person":"VARCHAR","territory":"VARCHAR","at":"VARCHAR","at_local":"VARCHAR","row":"JSON"}]';
  await duck.run(
    'CREATE OR REPLACE TEMP TABLE staged (id BIGINT, person VARCHAR, territory VARCHAR, "at" VARCHAR, at_local VARCHAR, row JSON)',
  );
  for (let from = 0; from < lines.length; from += CHUNK) {
    await duck.run(
      `INSERT INTO staged SELECT r.id, r.person, r.territory, r.at, r.at_local, r.row
       FROM (SELECT unnest(from_json(?, '${shape}')) AS r)`,
      [`[${lines.slice(from, from + CHUNK).join(',')}]`],
    );
  }
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE typed AS SELECT *, ${stagedFault(table)} AS fault
     FROM (SELECT id, row, ${stagedColumns(table)} FROM staged)`,
  );
};

const putAside = async (
  tx: StudyTransaction,
  table: string,
  bad: readonly { id: bigint; fault: string }[],
  at: number,
): Promise<void> => {
  if (bad.length === 0) return;
  const rows = bad.map(({ id, fault }) => {
    const error = new JokaError('LAKE_ROW_INVALID', { table, id: Number(id), field: fault });
    return {
      entry: 'batch' as const,
      source: `lake/${table}`,
      place: `staging ${id}`,
      code: error.code,
      message: error.message,
      remedy: error.spec.remedy,
      at: new Date(at),
      updated_at: new Date(at),
    };
  });
  await tx
    .insertInto('ops.quarantine')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** A file that the manifest already has under the same name holds the same rows: both are kept, in one new file. */
const withTwins = async (
  doors: LakeDoors,
  duck: Duck,
  partition: Partition,
  bits: number,
  written: readonly LakeFile[],
  present: readonly LakeFile[],
): Promise<{ out: LakeFile[]; inn: LakeFile[] }> => {
  const keys = new Set(written.map((file) => file.key));
  const twins = present.filter((file) => keys.has(file.key));
  if (twins.length === 0) return { out: [], inn: [...written] };
  const paths = await doors.files.paths(present.map((file) => file.key));
  const both = `(SELECT * FROM ${scan(partition.table, paths)} UNION ALL SELECT ${columnNames(partition.table)} FROM typed WHERE fault IS NULL)`;
  return { out: [...present], inn: await writeFiles(doors, duck, partition, bits, both) };
};

const flushPartition = async (doors: LakeDoors, duck: Duck, partition: Partition): Promise<FlushReport> =>
  atCommit(() =>
    doors.db.study.transaction().execute(async (tx) => {
      await lockPartition(tx, partition);
      const staged = await readStaged(tx, partition);
      if (staged.length === 0) return { rows: 0, files: 0, quarantined: 0 };
      const lines = staged.map((row) => row.line);
      await loadStaged(duck, partition.table, lines);
      const bad = await duck.rows<{ id: bigint; fault: string }>(
        'SELECT id, fault FROM typed WHERE fault IS NOT NULL ORDER BY id',
      );
      const bits = await readBits(tx, partition);
      const good = `(SELECT ${columnNames(partition.table)} FROM typed WHERE fault IS NULL)`;
      const written = await writeFiles(doors, duck, partition, bits, good);
      const present = await listFiles(tx, { tables: [partition.table], week: partition.week });
      const { out, inn } = await withTwins(doors, duck, partition, bits, written, present);
      await swapFiles(tx, out, inn, doors.clock.now());
      await putAside(tx, partition.table, bad, doors.clock.now());
      const ids = staged.map((row) => row.id);
      await sql`DELETE FROM study.staging WHERE id = ANY(${ids}::bigint[])`.execute(tx);
      return { rows: staged.length - bad.length, files: inn.length, quarantined: bad.length };
    }),
  );

/** Rows of persons who have withdrawn since are not taken further. */
const dropWithdrawn = async (doors: LakeDoors): Promise<void> => {
  await sql`DELETE FROM study.staging WHERE person IS NOT NULL
    AND person NOT IN (SELECT person FROM vault.study_persons())`.execute(doors.db.study);
  await sql`DELETE FROM study.logger_weeks WHERE person NOT IN (SELECT person FROM vault.study_persons())`.execute(
    doors.db.study,
  );
};

/**
 * Moves staged rows into Parquet, one file per partition and bucket. Each partition is one transaction: the object is
 * in the store first, then its manifest row comes in as exactly its staging rows go out. Safe to run at any time, by
 * several processes, and after a crash anywhere.
 */
export const flushLake = async (doors: LakeDoors): Promise<FlushReport> => {
  const total: FlushReport = { rows: 0, files: 0, quarantined: 0 };
  await dropWithdrawn(doors);
  const duck = await doors.openDuck();
  try {
    for (let full = true; full;) {
      full = false;
      const { rows: partitions } = await sql<Partition>`
        SELECT DISTINCT s.lake_table AS table, ${WEEK} AS week
        FROM study.staging s LEFT JOIN offers.territories t ON t.code = s.territory ORDER BY 1, 2`.execute(
        doors.db.study,
      );
      for (const partition of partitions) {
        const report = await flushPartition(doors, duck, partition);
        total.rows += report.rows;
        total.files += report.files;
        total.quarantined += report.quarantined;
        full ||= report.rows + report.quarantined >= FLUSH_ROWS;
      }
    }
    return total;
  } finally {
    duck.close();
  }
};
