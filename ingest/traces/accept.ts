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

/** The study's copy, kept by `study.stage` under consent to research only; it turns `device` into how one was observed. */
const fixesOf = (device: string, dwells: readonly Dwell[]): object[] => {
  const session = iso(Math.min(...dwells.map((dwell) => dwell.firstAt)));
  return dwells.map(({ cell, home, firstAt, lastAt, n, accuracy }) => ({
    at: iso(firstAt),
    lastAt: iso(lastAt),
    cell,
    n,
    accuracy,
    home,
    session,
    device,
  }));
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
  const { player, territory } = sender;
  const now = clock.now();
  const { accepted, refused } = validateDwells(batch.dwells, now);
  const at = new Date(now);
  const reply: BatchAnswer = { accepted: accepted.length, refused };
  const fixes = accepted.length === 0 ? [] : fixesOf(batch.device, accepted);
  return await db.game.transaction().execute(async (trx) => {
    const { rows } = await sql<{ outcome: string; answer: BatchAnswer }>`
      SELECT outcome, answer FROM game.accept_batch(${player}, ${batch.device}, ${batch.seq}, ${batch.sentAt}, ${at},
        ${hash(batch)}, ${JSON.stringify(accepted)}, ${JSON.stringify(reply)}, ${territory}, ${JSON.stringify(fixes)})`.execute(
      trx,
    );
    const { outcome, answer } = rows[0] ?? { outcome: 'taken', answer: reply };
    if (outcome === 'differs') throw new JokaError('MUTATION_BODY_DIFFERS', { key: '(device, seq)' });
    if (outcome === 'no_consent') throw new JokaError('CONSENT_MISSING', { purpose: 'play_position' });
    if (outcome === 'taken' && refused.length > 0) await report(trx, refused, at);
    return answer;
  });
};
