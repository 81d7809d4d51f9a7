import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { ruleOfAct } from '../../game/acts.ts';
import type { Act, Outcome } from '../../game/acts.ts';
import { JokaError } from '../../game/errors.ts';
import { keyOpens, keysOf, nextKeyIn } from '../../game/keys.ts';
import type { Keys } from '../../game/keys.ts';
import { SCENARIO } from '../../game/scenario.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { readBalance } from '../readers/play.ts';
import { knownDoors } from '../readers/shelves.ts';
import { pay, stageRows } from './pay.ts';

/** A player in their territory. */
export type Who = { readonly player: string; readonly territory: string };

const WEEK = 7 * 86_400_000;

/**
 * When a fact happened: as told by the phone, else now.
 * @throws JokaError REQUEST_INVALID outside the last 7 days and the next 2 minutes
 */
export const instantOf = (clock: Clock, told: string | undefined): Date => {
  const now = clock.now();
  const at = told === undefined ? now : Date.parse(told);
  if (at < now - WEEK || at > now + 120_000)
    throw new JokaError('REQUEST_INVALID', {
      part: 'body',
      field: 'at',
      reason: 'not within the last 7 days',
    });
  return new Date(at);
};

/** @throws JokaError NOT_FOUND */
export const requireOffer = async (trx: Kysely<Tables>, offer: string) => {
  const row = await trx
    .selectFrom('offers.offers')
    .select(['origin', 'employer'])
    .where('id', '=', offer)
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'offer' });
  return row;
};

/** An act under an offer. @throws JokaError NOT_FOUND, REQUEST_INVALID */
export const writeAct = async (
  trx: Kysely<Tables>,
  { player, territory }: Who,
  { offer, act }: { offer: string; act: Act },
  at: Date,
): Promise<{ points: number }> => {
  await requireOffer(trx, offer);
  await trx.insertInto('game.offer_events').values({ id: randomUUID(), player, offer, act, at }).execute();
  await stageRows(trx, player, 'offer_events', territory, [{ at, offer, act }]);
  const rule = ruleOfAct(act);
  return { points: rule === null ? 0 : await pay(trx, player, rule, offer, at) };
};

/** How it went. Pays once per offer. @throws JokaError NOT_FOUND, REQUEST_INVALID */
export const writeOutcome = async (
  trx: Kysely<Tables>,
  { player, territory }: Who,
  { offer, outcome }: { offer: string | null; outcome: Outcome },
  at: Date,
): Promise<{ points: number }> => {
  if (offer !== null) await requireOffer(trx, offer);
  await trx.insertInto('game.outcomes').values({ id: randomUUID(), player, offer, outcome, at }).execute();
  await stageRows(trx, player, 'outcomes', territory, [{ at, offer, outcome }]);
  return { points: offer === null ? 0 : await pay(trx, player, 'outcome_told', offer, at) };
};

/**
 * Spends a key on the exact door of an offer whose pin is already in sight. Opening it again costs nothing.
 * @throws JokaError NOT_FOUND, DISCOVERY_NOT_LOCKED, DISCOVERY_UNDER_CLOUDS, KEY_MISSING
 */
export const openDoor = async (
  trx: Kysely<Tables>,
  player: string,
  offer: string,
  at: Date,
): Promise<{ offer: string; keys: Keys }> => {
  // One at a time per player: two taps cannot spend the same key.
  await trx.selectFrom('game.players').select('id').where('id', '=', player).forNoKeyUpdate().execute();
  const { origin } = await requireOffer(trx, offer);
  if (!keyOpens(origin)) throw new JokaError('DISCOVERY_NOT_LOCKED');
  const { points, keys } = await readBalance(trx, player);
  if ((await knownDoors(trx, player)).has(offer)) return { offer, keys };
  const inSight = await sql`
    SELECT 1 FROM offers.offers o JOIN game.cleared_cells c ON c.cell = o.cell AND c.player = ${player}
    WHERE o.id = ${offer}`.execute(trx);
  if (inSight.rows.length === 0) throw new JokaError('DISCOVERY_UNDER_CLOUDS');
  if (keys.free === 0) throw new JokaError('KEY_MISSING', { points: nextKeyIn(SCENARIO, points) });
  await trx.insertInto('game.discoveries').values({ player, offer, at }).execute();
  return { offer, keys: keysOf(SCENARIO, points, keys.used + 1) };
};

/** The contact of an offer at the instant of an act that was recorded; never stored with the answer. */
export const contactOf = async (
  game: Kysely<Tables>,
  offer: string,
  at: Date,
): Promise<{ phone: string | null; email: string | null }> => {
  const { rows } = await sql<{ phone: string | null; email: string | null }>`
    SELECT phone, email FROM offers.contact_of(${offer}::uuid, ${at}::timestamptz)`.execute(game);
  return rows[0] ?? { phone: null, email: null };
};
