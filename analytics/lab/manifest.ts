import type { Duck } from '../../infra/duckdb/duck.ts';
import type { Study } from './study.ts';

/** Rows of a table of the study and a digest that does not depend on their order. */
export type InputDigest = { readonly table: string; readonly rows: number; readonly digest: string };

/** Digests of what was read, so that the same rows in any files and order give the same manifest. */
export const digestInputs = async (duck: Duck, study: Study): Promise<InputDigest[]> => {
  const digests: InputDigest[] = [];
  for (const table of [...study.has].filter((name) => name !== 'antennas').sort()) {
    const [row] = await duck.rows<{ n: bigint; digest: string }>(
      `SELECT count(*) AS n, coalesce(sum(md5_number_lower(to_json(t)::VARCHAR)::HUGEINT), 0)::VARCHAR AS digest FROM ${table} t`,
    );
    digests.push({ table, rows: Number(row?.n ?? 0n), digest: row?.digest ?? '0' });
  }
  return digests;
};
