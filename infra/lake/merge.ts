import { sql } from 'kysely';
import type { Duck } from '../duckdb/duck.ts';
import type { LakeDoors } from './doors.ts';
import { listFiles, partitionsOf, type LakeFile } from './manifest.ts';
import { rewritePartition, type RewritePlan } from './rewrite.ts';
import { LAKE_SCHEMAS } from './schema.ts';
import { scan } from './sql.ts';

/** A merge aims at files of this size; a bucket grown beyond it is split. */
export const TARGET_BYTES = 64 * 1024 * 1024;
const MOST_BITS = 16;

/** Bits at which the partition's buckets come under the target, never fewer than it has. */
export const neededBits = (bytes: number, bits: number, target: number): number => {
  const wanted = bytes <= target ? 0 : Math.ceil(Math.log2(bytes / target));
  return Math.min(MOST_BITS, Math.max(bits, wanted));
};

/** Files worth rewriting: those of buckets that hold more than one file below the target. */
export const mergeable = (files: readonly LakeFile[], target: number): LakeFile[] => {
  const small = files.filter((file) => file.bytes < target);
  return small.filter((file) => small.some((other) => other !== file && other.bucket === file.bucket));
};

/** A table rather than text in the query: no error may name a person. */
const CONSENTING = 'person IN (SELECT person FROM consenting)';
const loadConsenting = async (duck: Duck, persons: readonly string[]): Promise<void> => {
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE consenting AS SELECT unnest(from_json(?, '["VARCHAR"]'))::UUID AS person`,
    [JSON.stringify(persons)],
  );
};

/** Files that hold rows of somebody who no longer consents. */
const withWithdrawn = async (
  doors: LakeDoors,
  duck: Duck,
  files: readonly LakeFile[],
): Promise<LakeFile[]> => {
  const found: LakeFile[] = [];
  for (const file of files) {
    const relation = scan(file.table, await doors.files.paths([file.key]));
    const [row] = await duck.rows<{ n: bigint }>(
      `SELECT count(*) AS n FROM (SELECT DISTINCT person FROM ${relation} WHERE person IS NOT NULL) WHERE NOT (${CONSENTING})`,
    );
    if ((row?.n ?? 0n) > 0n) found.push(file);
  }
  return found;
};

export type MergeReport = { partitions: number; files: number; withdrawnRows: number };

/**
 * The nightly care of the lake: few files per partition, buckets under the target, and no row of a person who has
 * withdrawn their research consent. Run twice, the second does nothing.
 */
export const mergeLake = async (doors: LakeDoors, target = TARGET_BYTES): Promise<MergeReport> => {
  const { rows } = await sql<{ person: string }>`SELECT person FROM vault.study_persons() ORDER BY 1`.execute(
    doors.db.study,
  );
  const partitions = partitionsOf(await listFiles(doors.db.study));
  const report: MergeReport = { partitions: 0, files: 0, withdrawnRows: 0 };
  const duck = await doors.openDuck();
  try {
    await loadConsenting(
      duck,
      rows.map((row) => row.person),
    );
    for (const partition of partitions) {
      const personal = LAKE_SCHEMAS[partition.table].columns[0]?.sensitivity === 'personal';
      const result = await rewritePartition(doors, duck, partition, async (files, bits) => {
        const wanted = neededBits(
          files.reduce((sum, file) => sum + file.bytes, 0),
          bits,
          target,
        );
        const gone = personal ? await withWithdrawn(doors, duck, files) : [];
        const chosen = wanted > bits ? files : [...new Set([...mergeable(files, target), ...gone])];
        if (chosen.length === 0) return null;
        const plan: RewritePlan = { files: chosen, bits: wanted };
        return personal ? { ...plan, keep: `person IS NULL OR ${CONSENTING}` } : plan;
      });
      if (result === null) continue;
      report.partitions += 1;
      report.files += result.files;
      report.withdrawnRows += result.before - result.after;
    }
    return report;
  } finally {
    duck.close();
  }
};
