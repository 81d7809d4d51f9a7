import { declareCrashPoint } from '../crash-points.ts';
import type { Duck } from '../duckdb/duck.ts';
import type { LakeDoors } from './doors.ts';
import {
  listFiles,
  lockPartition,
  readBits,
  swapFiles,
  writeBits,
  type LakeFile,
  type Partition,
} from './manifest.ts';
import { scan } from './sql.ts';
import { writeFiles } from './write-files.ts';

/** Which files of a partition to rewrite into what. Null: leave it alone. */
export type RewritePlan = {
  readonly files: readonly LakeFile[];
  readonly bits: number;
  /** SQL predicate of the rows to keep; all without it. */
  readonly keep?: string;
  /** Select list replacing columns, for DuckDB's `* REPLACE (…)`. */
  readonly replace?: string;
  /** Relation of rows that come in, with the table's columns. */
  readonly add?: string;
};

const atCommit = declareCrashPoint('commit:lake-rewrite');
const atDelete = declareCrashPoint('delete:lake');

/**
 * The one way rows leave or move in the lake: erasure, withdrawal, merge, more buckets and what a night
 * computes anew are the same rewrite, under
 * the partition's lock. New objects first, then the manifest in one transaction, then the old objects go. What a
 * crash leaves behind is an object without a manifest row, which `sweepLake` removes.
 *
 * @returns rows before and after, null when the plan left the partition alone
 */
export const rewritePartition = async (
  doors: LakeDoors,
  duck: Duck,
  partition: Partition,
  plan: (files: LakeFile[], bits: number) => Promise<RewritePlan | null>,
): Promise<{ before: number; after: number; files: number } | null> => {
  const done = await atCommit(() =>
    doors.db.study.transaction().execute(async (tx) => {
      await lockPartition(tx, partition);
      const files = await listFiles(tx, { tables: [partition.table], week: partition.week });
      const bits = await readBits(tx, partition);
      const chosen = await plan(files, bits);
      if (chosen === null) return null;
      const paths = await doors.files.paths(chosen.files.map((file) => file.key));
      const columns = chosen.replace === undefined ? '*' : `* REPLACE (${chosen.replace})`;
      const kept = `SELECT ${columns} FROM ${scan(partition.table, paths)} WHERE ${chosen.keep ?? 'true'}`;
      const relation = chosen.add === undefined ? `(${kept})` : `(${kept} UNION ALL ${chosen.add})`;
      const written = await writeFiles(doors, duck, partition, chosen.bits, relation);
      await swapFiles(tx, chosen.files, written, doors.clock.now());
      if (chosen.bits !== bits) await writeBits(tx, partition, chosen.bits);
      return { out: chosen.files, inn: written };
    }),
  );
  if (done === null) return null;
  const kept = new Set(done.inn.map((file) => file.key));
  const gone = done.out.map((file) => file.key).filter((key) => !kept.has(key));
  await atDelete(async () => {
    for (const key of gone) await doors.store.delete(key);
  });
  await doors.files.forget(gone);
  const sum = (files: readonly LakeFile[]): number => files.reduce((rows, file) => rows + file.rows, 0);
  return { before: sum(done.out), after: sum(done.inn), files: done.inn.length };
};
