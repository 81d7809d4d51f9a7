import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { declareCrashPoint } from '../crash-points.ts';
import type { Duck } from '../duckdb/duck.ts';
import { lakeKey, sha256 } from '../object-store/keys.ts';
import type { LakeDoors } from './doors.ts';
import type { LakeFile, Partition } from './manifest.ts';
import { bucketOf, columnNames, PARQUET, quote, rowOrder } from './sql.ts';

const atPut = declareCrashPoint('put:lake');

export type FileFormat = 'parquet' | 'csv';
const OPTIONS: Readonly<Record<FileFormat, string>> = {
  parquet: PARQUET,
  csv: "(FORMAT csv, HEADER true, DELIMITER ',', NULLSTR '')",
};

/** The bytes of a relation as one file, rows in the order the relation states. */
export const copyBytes = async (
  doors: Pick<LakeDoors, 'files'>,
  duck: Duck,
  relation: string,
  format: FileFormat,
): Promise<Uint8Array> => {
  const folder = join(doors.files.root, '.work');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.${format}`);
  try {
    await duck.run(`COPY (${relation}) TO ${quote(path)} ${OPTIONS[format]}`);
    return await readFile(path);
  } finally {
    await rm(path, { force: true });
  }
};

/**
 * Puts the rows of a relation as one content-addressed object per bucket that has rows; the manifest is not touched.
 * The same rows give the same objects, whatever their order, their number of writes or the threads.
 */
export const writeFiles = async (
  doors: LakeDoors,
  duck: Duck,
  { table, week }: Partition,
  bits: number,
  relation: string,
): Promise<LakeFile[]> => {
  const buckets = await duck.rows<{ bucket: number; n: bigint }>(
    `SELECT ${bucketOf(bits)} AS bucket, count(*) AS n FROM ${relation} GROUP BY 1 ORDER BY 1`,
  );
  const files: LakeFile[] = [];
  for (const { bucket, n } of buckets) {
    const bytes = await copyBytes(
      doors,
      duck,
      `SELECT ${columnNames(table)} FROM ${relation} WHERE ${bucketOf(bits)} = ${bucket} ORDER BY ${rowOrder(table)}`,
      'parquet',
    );
    const key = lakeKey(table, week, bucket, bytes);
    await atPut(() => doors.store.put(key, bytes));
    files.push({ table, week, bucket, key, sha256: sha256(bytes), rows: Number(n), bytes: bytes.length });
  }
  return files;
};
