import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import { connectorOf } from './connectors.ts';
import type { FeedDeps } from './deps.ts';
import { fetchDoors } from './keep.ts';
import { readRun } from './runs.ts';
import { withdrawalOf } from './settle.ts';

/** Offers asked about per stretch: half a minute at the slowest rate a source names. */
const IDS_PER_STRETCH = 100;

type Ask = {
  readonly complete: boolean;
  readonly released: boolean;
  /** External id of the last offer asked about; null at the start. */
  readonly after: string | null;
  readonly at: string;
};

/**
 * Before absent offers are withdrawn, asks the source about each, where it can be asked. One that is still there counts as
 * seen; one about which it gives no answer stays as it is until the next run.
 * @returns where to go on, null when all were asked or none is to be withdrawn
 */
export const confirmStretch = async (
  deps: FeedDeps,
  runId: string,
  { complete, released, after, at }: Ask,
): Promise<{ next: string | null }> => {
  const run = await readRun(deps.db.offers, runId);
  const connector = connectorOf(run.origin);
  if (!connector.confirmGone || run.origin.url === undefined || run.origin.replay !== undefined)
    return { next: null };
  const decided = await withdrawalOf(deps.db.offers, run, complete);
  if (decided.decision !== 'withdraw' && !released) return { next: null };
  const { rows } = await sql<{ external_id: string }>`
    SELECT external_id FROM offers.offers
    WHERE source = ${run.source} AND (state = 'open' OR duplicate_of IS NOT NULL)
      AND last_seen_run IS DISTINCT FROM ${runId}::uuid AND retrieved_at <= ${run.startedAt}::timestamptz
      AND external_id > ${after ?? ''}
    ORDER BY external_id LIMIT ${IDS_PER_STRETCH}`.execute(deps.db.offers);
  const ids = rows.map((row) => row.external_id);
  if (ids.length === 0) return { next: null };
  const { doors } = fetchDoors(deps, run, 0);
  let gone: ReadonlySet<string>;
  try {
    gone = new Set(await connector.confirmGone(run.origin, ids, doors));
  } catch (error) {
    if (!(error instanceof JokaError) || error.spec.kind === 'transient') throw error;
    gone = new Set();
  }
  const there = ids.filter((id) => !gone.has(id));
  if (there.length > 0)
    await sql`
      UPDATE offers.offers SET retrieved_at = ${at}::timestamptz, last_seen_run = ${runId}::uuid
      WHERE source = ${run.source} AND external_id = ANY(${there})`.execute(deps.db.offers);
  return { next: ids.length < IDS_PER_STRETCH ? null : (ids.at(-1) ?? null) };
};
