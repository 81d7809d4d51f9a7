import type { LakeDoors } from './doors.ts';
import { listFiles, partitionsOf, type LakeFile } from './manifest.ts';
import { rewritePartition } from './rewrite.ts';
import { LAKE_SCHEMAS } from './schema.ts';
import { quote, scan } from './sql.ts';

/** Lower-case hexadecimal SHA-256 of the study pseudonym's text, as kept in `vault.erasures`. */
const HASH = /^[0-9a-f]{64}$/;

/**
 * Rewrites every file that speaks of a person, without that person: their rows go, and where they are the other end
 * of somebody's row, `other` becomes null; an encounter, which is of two, goes. The person is named by the hash alone, so a queue or a log never holds the
 * pseudonym. Twice is as once.
 * @returns rows removed
 */
export const eraseFromLake = async (doors: LakeDoors, personSha256: string): Promise<number> => {
  if (!HASH.test(personSha256)) throw new TypeError('eraseFromLake takes a lower-case SHA-256');
  const is = (column: string): string => `sha256(${column}::VARCHAR) = ${quote(personSha256)}`;
  const duck = await doors.openDuck();
  let removed = 0;
  try {
    for (const partition of partitionsOf(await listFiles(doors.db.study))) {
      const names = LAKE_SCHEMAS[partition.table].columns.map((column) => column.name);
      const about = ['person', 'other'].filter((name) => names.includes(name));
      const result = await rewritePartition(doors, duck, partition, async (files, bits) => {
        const touched: LakeFile[] = [];
        for (const file of files) {
          const relation = scan(file.table, await doors.files.paths([file.key]));
          const distinct = about
            .map((name) => `SELECT DISTINCT ${name} AS p FROM ${relation}`)
            .join(' UNION ');
          const [row] = await duck.rows<{ n: bigint }>(
            `SELECT count(*) AS n FROM (${distinct}) WHERE ${is('p')}`,
          );
          if ((row?.n ?? 0n) > 0n) touched.push(file);
        }
        if (touched.length === 0) return null;
        return {
          files: touched,
          bits,
          keep:
            partition.table === 'encounters'
              ? `NOT (${is('person')}) AND (${is('other')}) IS NOT TRUE`
              : `person IS NULL OR NOT (${is('person')})`,
          ...(about.includes('other')
            ? { replace: `CASE WHEN ${is('other')} THEN NULL ELSE other END AS other` }
            : {}),
        };
      });
      removed += result === null ? 0 : result.before - result.after;
    }
    return removed;
  } finally {
    duck.close();
  }
};
