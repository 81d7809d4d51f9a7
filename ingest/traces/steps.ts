import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { judgeBatch } from '../../game/fog.ts';
import type { Dwell } from '../../game/fog.ts';
import { earn } from '../../game/points.ts';
import { SCENARIO } from '../../game/scenario.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { TraceSteps } from './pipeline.ts';

/** Batches settled in one transaction. */
const AT_ONCE = 100;

/** Clears clouds by local day and pays each once, whatever came before. */
const clear = async (
  trx: Kysely<Tables>,
  player: string,
  clearedAt: ReadonlyMap<string, number>,
): Promise<void> => {
  const cells = [...clearedAt.keys()];
  if (cells.length === 0) return;
  const instants = [...clearedAt.values()].map((at) => new Date(at).toISOString());
  const lines = cells.map((cell) => earn(SCENARIO, 'cell_cleared', cell, 0));
  await sql`
    INSERT INTO game.cleared_cells (player, cell, day)
    SELECT ${player}::uuid, c.cell, (c.at AT TIME ZONE coalesce(t.zone, 'Europe/Paris'))::date
    FROM unnest(${cells}::text[], ${instants}::timestamptz[]) AS c (cell, at)
    JOIN game.players p ON p.id = ${player}::uuid
    LEFT JOIN offers.territories t ON t.code = p.territory
    ON CONFLICT (player, cell) DO UPDATE SET day = least(cleared_cells.day, excluded.day)
    WHERE excluded.day < cleared_cells.day`.execute(trx);
  await sql`
    INSERT INTO game.ledger (player, event, points, rule, scenario, at)
    SELECT ${player}::uuid, l.event, ${SCENARIO.points.cell_cleared}, 'cell_cleared', ${SCENARIO.version}, l.at
    FROM unnest(${lines.map((line) => line?.event ?? '')}::text[], ${instants}::timestamptz[]) AS l (event, at)
    JOIN game.players p ON p.id = ${player}::uuid
    ON CONFLICT (player, event) DO NOTHING`.execute(trx);
};

/** The steps over the game's own schema. Idempotent: a batch is settled in the transaction that clears for it. */
export const createTraceSteps = (deps: {
  readonly db: Pick<Database, 'game'>;
  readonly clock: Clock;
}): TraceSteps => ({
  settle: (player) =>
    deps.db.game.transaction().execute(async (trx) => {
      const batches = await trx
        .selectFrom('game.batches')
        .select(['device', 'seq', 'dwells'])
        .where('player', '=', player)
        .where('settled_at', 'is', null)
        .orderBy('sent_at')
        .orderBy('device')
        .orderBy('seq')
        .limit(AT_ONCE)
        .forUpdate()
        .execute();
      const clearedAt = new Map<string, number>();
      const at = new Date(deps.clock.now());
      for (const { device, seq, dwells } of batches) {
        // Written by `acceptBatch` from validated dwells.
        const judged = judgeBatch(dwells as unknown as Dwell[], SCENARIO.fog);
        for (const [cell, since] of judged.clearedAt)
          clearedAt.set(cell, Math.min(since, clearedAt.get(cell) ?? since));
        await trx
          .updateTable('game.batches')
          .set({ settled_at: at, refused: JSON.stringify(judged.refused) })
          .where('player', '=', player)
          .where('device', '=', device)
          .where('seq', '=', seq)
          .execute();
      }
      await clear(trx, player, clearedAt);
      return { settled: batches.length, more: batches.length === AT_ONCE };
    }),
});
