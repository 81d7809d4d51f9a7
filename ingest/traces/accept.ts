import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { ERRORS, JokaError } from '../../game/errors.ts';
import type { ErrorCode } from '../../game/errors.ts';
import type { Dwell } from '../../game/fog.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { BatchAnswer, RawBatch, RefusedRow } from './batch.ts';
import { validateDwells } from './validate.ts';

/** Who sends: the game's pseudonym and the territory they play in. */
export type Sender = { readonly player: string; readonly territory: string };
export type AcceptDeps = { readonly db: Pick<Database, 'game'>; readonly clock: Clock };

const hash = (batch: RawBatch): string =>
  createHash('sha256')
    .update(JSON.stringify([batch.sentAt, batch.dwells]))
    .digest('hex');

const iso = (at: number): string => new Date(at).toISOString();

const known = async (
  trx: Kysely<Tables>,
  player: string,
  batch: RawBatch,
  body: string,
): Promise<BatchAnswer | null> => {
  const row = await trx
    .selectFrom('game.batches')
    .select(['body_sha256', 'answer'])
    .where('player', '=', player)
    .where('device', '=', batch.device)
    .where('seq', '=', batch.seq)
    .executeTakeFirst();
  if (row === undefined) return null;
  // After 72 h the hash goes with the dwells: any repeat is then answered as the first was.
  if (row.body_sha256 !== '' && row.body_sha256 !== body)
    throw new JokaError('MUTATION_BODY_DIFFERS', { key: '(device, seq)' });
  return row.answer as BatchAnswer;
};

/** The study's copy, staged by its own function: nothing when the person does not consent to research now. */
const stage = async (
  trx: Kysely<Tables>,
  sender: Sender,
  device: string,
  dwells: readonly Dwell[],
): Promise<void> => {
  const session = iso(Math.min(...dwells.map((dwell) => dwell.firstAt)));
  const rows = dwells.map(({ cell, home, firstAt, lastAt, n, accuracy }) => ({
    at: iso(firstAt),
    lastAt: iso(lastAt),
    cell,
    n,
    accuracy,
    home,
    session,
    device, // becomes the mode of observation inside study.stage and is not kept
  }));
  await sql`SELECT study.stage(${sender.player}::uuid, 'fixes', ${sender.territory}, ${JSON.stringify(rows)}::jsonb)`.execute(
    trx,
  );
};

/** The operator sees that rows were refused and why, once per field and code; never whose or where. */
const report = async (trx: Kysely<Tables>, refused: readonly RefusedRow[], at: Date): Promise<void> => {
  const kinds = new Map(refused.map(({ field, code }) => [`${field} ${code}`, { field, code }]));
  for (const { field, code } of kinds.values())
    await trx
      .insertInto('ops.quarantine')
      .values({
        entry: 'batch',
        source: 'phones',
        place: `field ${field}`,
        code,
        message: `Rows of position batches were refused for their field ${field}.`,
        remedy: ERRORS[code as ErrorCode].remedy,
        object_key: null,
        kind: null,
        subject: null,
        at,
        updated_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
};

/**
 * Acknowledges a batch: after it returns, the good rows are kept, their settling is asked for and, with consent, the
 * study's copies wait, all in one transaction. The same batch again gets the same answer.
 * @throws JokaError CONSENT_MISSING without the consent to play by position; MUTATION_BODY_DIFFERS when (device, seq)
 * was answered for another body
 */
export const acceptBatch = async (
  { db, clock }: AcceptDeps,
  sender: Sender,
  batch: RawBatch,
): Promise<BatchAnswer> => {
  const { player } = sender;
  const body = hash(batch);
  const now = clock.now();
  return await db.game.transaction().execute(async (trx) => {
    const before = await known(trx, player, batch, body);
    if (before !== null) return before;
    const consent = await sql<{ given: boolean }>`
        SELECT vault.game_consents(${player}::uuid, 'play_position') AS given`.execute(trx);
    if (consent.rows[0]?.given !== true) throw new JokaError('CONSENT_MISSING', { purpose: 'play_position' });
    const { accepted, refused } = validateDwells(batch.dwells, now);
    const answer: BatchAnswer = { accepted: accepted.length, refused };
    const at = new Date(now);
    const inserted = await trx
      .insertInto('game.batches')
      .values({
        device: batch.device,
        seq: batch.seq,
        player,
        sent_at: batch.sentAt,
        received_at: at,
        body_sha256: body,
        dwells: JSON.stringify(accepted),
        settled_at: accepted.length === 0 ? at : null,
        refused: null,
        answer: JSON.stringify(answer),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('seq')
      .executeTakeFirst();
    // The same batch in two requests at once: the other one wrote it.
    if (inserted === undefined) return (await known(trx, player, batch, body)) ?? answer;
    if (refused.length > 0) await report(trx, refused, at);
    if (accepted.length === 0) return answer;
    await trx
      .insertInto('ops.outbox')
      .values({ kind: 'traces', subject: player, created_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await stage(trx, sender, batch.device, accepted);
    return answer;
  });
};
