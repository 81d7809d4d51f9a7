import { sql } from 'kysely';
import type { StudyDeps } from './deps.ts';
import { dropParts } from './night/parts.ts';
import { sweepRuns, type Run, type RunOutput } from './runs.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Takes a person out of the results of the last computations, under their manifest: rows of the person go, ties of
 * others to them go too. The next night computes without the person anyway; this closes the hours between.
 * @param personSha256 SHA-256 of the study pseudonym's text
 * @returns objects rewritten
 */
export const eraseResults = async (deps: StudyDeps, personSha256: string): Promise<number> => {
  if (!/^[0-9a-f]{64}$/.test(personSha256)) throw new TypeError('eraseResults takes a lower-case SHA-256');
  await dropParts(deps);
  const { rows } = await sql<{ id: string; kind: string; outputs: Run['outputs'] }>`
    SELECT DISTINCT ON (kind, territory) id, kind, outputs FROM study.runs WHERE status = 'done'
    ORDER BY kind, territory, saved DESC`.execute(deps.db.study);
  const duck = await deps.openDuck();
  let rewritten = 0;
  try {
    for (const run of rows) {
      const outputs: Record<string, RunOutput> = { ...run.outputs };
      for (const [name, output] of Object.entries(run.outputs)) {
        const [path = ''] = await deps.files.paths([output.key]);
        const from = `read_parquet(${quote(path)}, file_row_number = true)`;
        const columns = await duck.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${from}`);
        const about = columns.map((c) => c.column_name).filter((c) => c === 'person' || c === 'other');
        const gone = about.map((c) => `sha256(${c}::VARCHAR) = ${quote(personSha256)}`).join(' OR ');
        if (gone === '') continue;
        const [count] = await duck.rows<{ hit: bigint; n: bigint }>(
          `SELECT count(*) FILTER (WHERE ${gone}) AS hit, count(*) AS n FROM ${from}`,
        );
        if (count === undefined || count.hit === 0n) continue;
        const bytes = await deps.copy(
          duck,
          `SELECT * EXCLUDE (file_row_number) FROM ${from} WHERE (${gone}) IS NOT TRUE ORDER BY file_row_number`,
        );
        const key = deps.runKey(`${run.kind}-${name.replaceAll('_', '-')}`, bytes);
        const { sha256 } = await deps.store.put(key, bytes);
        outputs[name] = { key, sha256, rows: Number(count.n - count.hit) };
        rewritten += 1;
      }
      await sql`UPDATE study.runs SET outputs = ${JSON.stringify(outputs)}::jsonb WHERE id = ${run.id}`.execute(
        deps.db.study,
      );
    }
  } finally {
    duck.close();
  }
  await sweepRuns(deps);
  return rewritten;
};
