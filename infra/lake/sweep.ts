import type { LakeDoors } from './doors.ts';
import { listFiles, lockPartition, type Partition } from './manifest.ts';
import { LAKE_TABLES, type LakeTable } from './schema.ts';

const partitionOf = (key: string): Partition | null => {
  const [, table, week] = key.split('/');
  return week !== undefined && (LAKE_TABLES as readonly (string | undefined)[]).includes(table)
    ? { table: table as LakeTable, week }
    : null;
};

/**
 * Removes objects that no manifest row names: what a process that died between a put and its commit, or between a
 * commit and its deletes, left behind. Under the partition's lock no writer is between the two, so nothing that is
 * about to be named is removed. Local copies of gone objects go too.
 */
export const sweepLake = async (doors: LakeDoors): Promise<number> => {
  const named = new Set((await listFiles(doors.db.study)).map((file) => file.key));
  const stray = new Map<string, { partition: Partition; keys: string[] }>();
  for await (const key of doors.store.list('lake/')) {
    const partition = partitionOf(key);
    if (named.has(key) || partition === null) continue;
    const name = `${partition.table}/${partition.week}`;
    const group = stray.get(name) ?? { partition, keys: [] };
    group.keys.push(key);
    stray.set(name, group);
  }
  let removed = 0;
  for (const { partition, keys } of stray.values()) {
    await doors.db.study.transaction().execute(async (tx) => {
      await lockPartition(tx, partition);
      const now = await listFiles(tx, { tables: [partition.table], week: partition.week });
      const kept = new Set(now.map((file) => file.key));
      for (const key of keys.filter((name) => !kept.has(name))) {
        await doors.store.delete(key);
        removed += 1;
      }
    });
  }
  await doors.files.keepOnly('lake', new Set((await listFiles(doors.db.study)).map((file) => file.key)));
  return removed;
};
