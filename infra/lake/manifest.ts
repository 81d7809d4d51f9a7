import { sql, type Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { StudyTransaction } from './doors.ts';
import { LAKE_SCHEMAS, type LakeTable } from './schema.ts';

/** One (table, ISO week of `at_local`): the unit of locking, flushing, merging and erasing. */
export type Partition = { readonly table: LakeTable; readonly week: string };

/** One Parquet object of the manifest. */
export type LakeFile = Partition & {
  readonly bucket: number;
  readonly key: string;
  readonly sha256: string;
  readonly rows: number;
  readonly bytes: number;
};

/**
 * Writers and removers of a partition wait for each other until their transaction ends; a process that dies lets go.
 * An object may lie in the store without its manifest row only while its writer holds this lock.
 */
export const lockPartition = async (tx: StudyTransaction, { table, week }: Partition): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`lake/${table}/${week}`}, 0))`.execute(tx);
};

/** The manifest, in key order. Readers list this, never the bucket. */
export const listFiles = async (
  db: Kysely<Tables>,
  where: { tables?: readonly LakeTable[]; week?: string } = {},
): Promise<LakeFile[]> => {
  let query = db
    .selectFrom('study.lake_files')
    .select(['lake_table', 'week', 'bucket', 'object_key', 'sha256', 'rows', 'bytes']);
  if (where.tables !== undefined) query = query.where('lake_table', 'in', [...where.tables]);
  if (where.week !== undefined) query = query.where('week', '=', where.week);
  const rows = await query.orderBy('object_key').execute();
  return rows.map((row) => ({
    table: row.lake_table as LakeTable,
    week: row.week,
    bucket: row.bucket,
    key: row.object_key,
    sha256: row.sha256,
    rows: row.rows,
    bytes: row.bytes,
  }));
};

/** The partitions that some files belong to, each once, in the files' order. */
export const partitionsOf = (files: readonly LakeFile[]): Partition[] => [
  ...new Map(
    files.map(({ table, week }): [string, Partition] => [`${table}/${week}`, { table, week }]),
  ).values(),
];

/** How many top bits of the pseudonym choose the bucket in this partition; 0 until a merge finds it too large. */
export const readBits = async (tx: StudyTransaction, { table, week }: Partition): Promise<number> => {
  const row = await tx
    .selectFrom('study.partitions')
    .select('bits')
    .where('lake_table', '=', table)
    .where('week', '=', week)
    .executeTakeFirst();
  return row?.bits ?? 0;
};

export const writeBits = async (
  tx: StudyTransaction,
  { table, week }: Partition,
  bits: number,
): Promise<void> => {
  await tx
    .insertInto('study.partitions')
    .values({ lake_table: table, week, bits })
    .onConflict((conflict) => conflict.columns(['lake_table', 'week']).doUpdateSet({ bits }))
    .execute();
};

/** Takes `out` out of the manifest and puts `inn` in: one transaction, so that a reader sees either side whole. */
export const swapFiles = async (
  tx: StudyTransaction,
  out: readonly LakeFile[],
  inn: readonly LakeFile[],
  at: number,
): Promise<void> => {
  if (out.length > 0)
    await tx
      .deleteFrom('study.lake_files')
      .where(
        'object_key',
        'in',
        out.map((file) => file.key),
      )
      .execute();
  if (inn.length > 0)
    await tx
      .insertInto('study.lake_files')
      .values(
        inn.map((file) => ({
          lake_table: file.table,
          week: file.week,
          bucket: file.bucket,
          object_key: file.key,
          sha256: file.sha256,
          rows: file.rows,
          bytes: file.bytes,
          schema_version: LAKE_SCHEMAS[file.table].version,
          created_at: new Date(at),
        })),
      )
      .execute();
};
