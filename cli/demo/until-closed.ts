import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './doors.ts';

/** A tenth of a second each: twenty minutes, for the slowest machine. */
const PATIENCE = 12_000;

/**
 * Works until a piece of work is closed. `runUntilIdle` alone is not enough: a photo read in the background runs it too,
 * and may hold this very row while the one who asks finds nothing left to do.
 */
export const untilClosed = async (
  { db, runner }: Pick<Stage, 'db' | 'runner'>,
  kind: string,
  subject: string,
): Promise<void> => {
  for (let left = PATIENCE; left > 0; left -= 1) {
    await runner.runUntilIdle();
    const open = await db.ops
      .selectFrom('ops.outbox')
      .select('id')
      .where('kind', '=', kind)
      .where('subject', '=', subject)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (open === undefined) return;
    await sleep(100);
  }
};
