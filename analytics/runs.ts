import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Json } from '../infra/pipeline.ts';
import type { StudyDeps } from './deps.ts';

/** One table a computation wrote. */
export type RunOutput = { readonly key: string; readonly sha256: string; readonly rows: number };

/** A computation's manifest: what went in, with which parameters, what came out. */
export type Run = {
  readonly id: string;
  readonly kind: string;
  readonly territory: string;
  readonly week: string | null;
  readonly parameters: Json;
  readonly inputs: Json;
  readonly outputs: Readonly<Record<string, RunOutput>>;
  readonly finishedAt: string;
};

/** JSON with the names of objects in order: what went through a database and what did not give the same text. */
export const sortedJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** The same computation over the same rows has the same id, so running it twice leaves one manifest. */
export const runId = (run: Omit<Run, 'id' | 'finishedAt'>): string => {
  const digest = createHash('sha256').update(sortedJson(run)).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-9${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
};

type Row = Omit<Run, 'finishedAt'> & { finished_at: Date };

/** The last finished computation of a kind for a territory; its objects are the only ones kept. */
export const latestRun = async (
  db: StudyDeps['db'],
  kind: string,
  territory: string,
): Promise<Run | null> => {
  const { rows } = await sql<Row>`
    SELECT id, kind, territory, week, parameters, inputs, outputs, finished_at FROM study.runs
    WHERE kind = ${kind} AND territory = ${territory} AND status = 'done'
    ORDER BY saved DESC LIMIT 1`.execute(db.study);
  const [row] = rows;
  if (row === undefined) return null;
  const { finished_at: finishedAt, ...run } = row;
  return { ...run, finishedAt: finishedAt.toISOString() };
};

const liveKeys = async (db: StudyDeps['db']): Promise<Set<string>> => {
  const { rows } = await sql<{ outputs: Run['outputs'] }>`
    SELECT DISTINCT ON (kind, territory) outputs FROM study.runs WHERE status = 'done'
    ORDER BY kind, territory, saved DESC`.execute(db.study);
  return new Set(rows.flatMap((row) => Object.values(row.outputs).map((output) => output.key)));
};

/** Who writes results, and who removes those no manifest needs, wait for each other. */
const LOCK = sql`SELECT pg_advisory_xact_lock(hashtextextended('runs', 0))`;

/** Removes result objects that the last computations do not name: older ones, and what crashes left. */
export const sweepRuns = async (deps: StudyDeps): Promise<number> =>
  deps.db.study.transaction().execute(async (tx) => {
    await LOCK.execute(tx);
    const live = await liveKeys({ study: tx });
    let removed = 0;
    for await (const key of deps.store.list('runs/')) {
      if (live.has(key)) continue;
      await deps.store.delete(key);
      removed += 1;
    }
    await deps.files.keepOnly('runs', live);
    return removed;
  });

/** Does something while nobody else writes or removes results. */
export const underRunsLock = <T>(deps: StudyDeps, work: () => Promise<T>): Promise<T> =>
  deps.db.study.transaction().execute(async (tx) => {
    await LOCK.execute(tx);
    return work();
  });

/** A result to be written, or one that stands as the last computation left it. */
export type RunTable = { readonly bytes: Uint8Array; readonly rows: number } | RunOutput;

/**
 * Puts the results, then the manifest, in one transaction under the lock; then older results go.
 * @param stands asked under the lock; when it says no, nothing is written and the answer is null
 */
export const saveRunIf = async (
  deps: StudyDeps,
  manifest: Omit<Run, 'id' | 'finishedAt' | 'outputs'>,
  tables: Readonly<Record<string, RunTable>>,
  startedAt: number,
  stands: () => Promise<boolean>,
): Promise<Run | null> => {
  const outputs: Record<string, RunOutput> = {};
  for (const [name, table] of Object.entries(tables)) {
    if ('key' in table) {
      outputs[name] = table;
      continue;
    }
    const { bytes, rows } = table;
    const key = deps.runKey(`${manifest.kind}-${name.replaceAll('_', '-')}`, bytes);
    outputs[name] = { key, sha256: createHash('sha256').update(bytes).digest('hex'), rows };
  }
  const run = { ...manifest, outputs };
  const id = runId(run);
  const finishedAt = new Date(deps.clock.now());
  const saved = await deps.db.study.transaction().execute(async (tx) => {
    await LOCK.execute(tx);
    if (!(await stands())) return false;
    for (const [name, table] of Object.entries(tables))
      if ('bytes' in table) await deps.store.put(outputs[name]?.key ?? '', table.bytes);
    const rows = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.rows]));
    const written = {
      parameters: JSON.stringify(run.parameters),
      inputs: JSON.stringify(run.inputs),
      outputs: JSON.stringify(outputs),
      rows: JSON.stringify(rows),
      status: 'done' as const,
      started_at: new Date(startedAt),
      finished_at: finishedAt,
    };
    await tx
      .insertInto('study.runs')
      .values({ id, kind: run.kind, territory: run.territory, week: run.week, ...written })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...written, saved: sql`excluded.saved` }))
      .execute();
    return true;
  });
  if (!saved) return null;
  await sweepRuns(deps);
  return { ...run, id, finishedAt: finishedAt.toISOString() };
};

/** As `saveRunIf`, whatever happened meanwhile: for results that name nobody. */
export const saveRun = async (
  deps: StudyDeps,
  manifest: Omit<Run, 'id' | 'finishedAt' | 'outputs'>,
  startedAt: number,
): Promise<Run> => {
  const run = await saveRunIf(deps, manifest, {}, startedAt, () => Promise.resolve(true));
  if (run === null) throw new Error('a run without a condition was not saved');
  return run;
};
