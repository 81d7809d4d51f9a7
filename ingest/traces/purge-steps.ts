import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { PurgeSteps } from './purge-pipeline.ts';

/** How long the server keeps what a phone sent about places, in ms. */
export const PLAY_HISTORY_MS = 72 * 3600 * 1000;

/**
 * The steps of the hourly purge. A batch keeps its number and its answer, so that a late repeat is still answered
 * alike; its dwells, their hash and the reasons of refusals go, settled or not.
 */
export const createPurgeSteps = (deps: {
  readonly db: Pick<Database, 'game'>;
  readonly clock: Clock;
}): PurgeSteps => ({
  purge: async () => {
    const { numUpdatedRows } = await deps.db.game
      .updateTable('game.batches')
      .set({ dwells: '[]', body_sha256: '', refused: null })
      .where('received_at', '<=', new Date(deps.clock.now() - PLAY_HISTORY_MS))
      .where('body_sha256', '<>', '')
      .executeTakeFirst();
    return Number(numUpdatedRows);
  },
});
