import { JokaError } from '../../game/errors.ts';
import type { Duck } from '../../infra/duckdb/duck.ts';
import type { StudyDeps } from '../deps.ts';
import { underRunsLock } from '../runs.ts';

/**
 * What the steps of a night pass to each other are objects, named by their bytes, so that any worker reads what another
 * wrote. They live until the night ends. An erasure removes them all; the night finds its plan gone and begins again,
 * which is how nothing of an erased person comes back with a step that was under way.
 */
export type Parts = Readonly<Record<string, string>>;

const folderOf = (territory: string): string =>
  `night-${territory.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}`;

/** The relation over the parts with these keys; `columns` of an empty one when there are none. */
export const partRelation = async (
  deps: StudyDeps,
  keys: readonly string[],
  empty: string,
): Promise<string> => {
  if (keys.length === 0) return `(SELECT ${empty} WHERE false)`;
  const paths = await deps.files.paths(keys);
  return `read_parquet([${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}])`;
};

/** Writes relations as parts, under the lock, while the plan stands; null when it does not. */
export const writeParts = async (
  deps: StudyDeps,
  duck: Duck,
  territory: string,
  plan: string | null,
  relations: Readonly<Record<string, string>>,
): Promise<Parts | null> => {
  const made: [name: string, key: string, bytes: Uint8Array][] = [];
  for (const [name, relation] of Object.entries(relations)) {
    const bytes = await deps.copy(duck, relation);
    made.push([name, deps.partKey(folderOf(territory), bytes), bytes]);
  }
  const written = await underRunsLock(deps, async () => {
    if (plan !== null && (await deps.store.head(plan)) === null) return false;
    for (const [, key, bytes] of made) await deps.store.put(key, bytes);
    return true;
  });
  return written ? Object.fromEntries(made.map(([name, key]) => [name, key])) : null;
};

/** Removes the parts of a territory's nights, or of all. */
export const dropParts = (deps: StudyDeps, territory?: string): Promise<void> =>
  underRunsLock(deps, async () => {
    const keys: string[] = [];
    const prefix = territory === undefined ? 'parts/' : `parts/${folderOf(territory)}/`;
    for await (const key of deps.store.list(prefix)) keys.push(key);
    for (const key of keys) await deps.store.delete(key);
    await deps.files.forget(keys);
    if (territory === undefined) await deps.files.keepOnly('parts', new Set());
  });

/** A part, or a file of the lake, that is gone means that the night's plan is out of date: null, plan again. */
export const unlessGone = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof JokaError && error.code === 'LAKE_OBJECT_MISSING') return null;
    throw error;
  }
};
