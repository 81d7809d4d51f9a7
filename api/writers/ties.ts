import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ruleOfInteraction } from '../../game/acts.ts';
import type { InteractionKind, OtherKind } from '../../game/acts.ts';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { codeHash, derivedCode, sha256 } from '../accounts/codes.ts';
import { requireOffer } from './acts.ts';
import type { Who } from './acts.ts';
import { pay, stageRows } from './pay.ts';

const HOUR = 3_600_000;
/** Letters of a meeting code: short, since it serves an hour and needs a session. */
const CODE_LETTERS = 8;

/** Who shows a code: a player by game pseudonym, an adviser by account. */
export type Shower = { readonly kind: 'peer' | 'adviser'; readonly id: string };

/** The code a person's screen shows during this hour; the same however often it is asked. */
export const showCode = async (
  game: Kysely<Tables>,
  clock: Clock,
  secret: string,
  shower: Shower,
): Promise<{ code: string; until: string }> => {
  const hour = Math.floor(clock.now() / HOUR);
  const code = derivedCode(secret, `meeting:${shower.kind}:${shower.id}:${hour}`, CODE_LETTERS);
  const until = new Date((hour + 1) * HOUR + HOUR / 6);
  await game
    .deleteFrom('game.meeting_codes')
    .where('actor', '=', shower.id)
    .where('until', '<', new Date(clock.now()))
    .execute();
  await game
    .insertInto('game.meeting_codes')
    .values({ code_sha256: codeHash(code), actor_kind: shower.kind, actor: shower.id, until })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { code, until: until.toISOString() };
};

export type AskedTie = {
  readonly kind: InteractionKind;
  readonly otherKind: OtherKind;
  readonly other: string;
  readonly offer: string | null;
};

/** Who the other one is: behind a code, or the employer of the offer. Codes are the only way to name a person. */
const otherOf = async (trx: Kysely<Tables>, clock: Clock, who: Who, asked: AskedTie): Promise<string> => {
  if (asked.otherKind === 'employer') {
    if (asked.offer === null)
      throw new JokaError('REQUEST_INVALID', {
        part: 'body',
        field: 'offer',
        reason: 'an employer is named by an offer',
      });
    const { employer } = await requireOffer(trx, asked.offer);
    return `employer:${sha256(employer?.toLowerCase().trim() ?? asked.offer).slice(0, 32)}`;
  }
  const shown = await trx
    .selectFrom('game.meeting_codes')
    .select(['actor', 'actor_kind'])
    .where('code_sha256', '=', codeHash(asked.other))
    .where('until', '>', new Date(clock.now()))
    .executeTakeFirst();
  const kind = asked.otherKind === 'peer' ? 'peer' : 'adviser';
  if (shown === undefined || shown.actor_kind !== kind)
    throw new JokaError('CODE_UNKNOWN', { field: 'other' });
  if (shown.actor === who.player) throw new JokaError('MEETING_WITH_ONESELF', { field: 'other' });
  return shown.actor;
};

/**
 * A tie event. A meeting counts only when the other side confirms it; passing an offer and asking count at once.
 * @throws JokaError CODE_UNKNOWN, MEETING_WITH_ONESELF, NOT_FOUND, REQUEST_INVALID
 */
export const writeTie = async (
  trx: Kysely<Tables>,
  clock: Clock,
  who: Who,
  asked: AskedTie,
  at: Date,
): Promise<{ id: string; confirmed: boolean; points: number }> => {
  const { player, territory } = who;
  const { kind, otherKind, offer } = asked;
  const other = await otherOf(trx, clock, who, asked);
  if (offer !== null) await requireOffer(trx, offer);
  const id = randomUUID();
  const row = { id, player, kind, other_kind: otherKind, other, offer, confirmed_by_other: false, at };
  await trx.insertInto('game.interactions').values(row).execute();
  if (kind === 'meeting' && otherKind !== 'employer') return { id, confirmed: false, points: 0 };
  const staged = { at, kind, otherKind, other, offer, confirmed: false };
  await stageRows(trx, player, 'interactions', territory, [staged]);
  // An employer confirms nothing here: such a meeting is recorded and not paid.
  const rule = ruleOfInteraction(kind);
  const day = at.toISOString().slice(0, 10);
  const points =
    kind === 'meeting' ? 0 : await pay(trx, player, rule, `${sha256(other).slice(0, 16)}:${day}`, at);
  return { id, confirmed: false, points };
};

/** A second yes changes nothing. @throws JokaError NOT_FOUND */
const alreadyConfirmed = async (trx: Kysely<Tables>, by: Shower, id: string): Promise<{ done: true }> => {
  const row = await trx
    .selectFrom('game.interactions')
    .select('id')
    .where('id', '=', id)
    .where('kind', '=', 'meeting')
    .where('other', '=', by.id)
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'meeting' });
  return { done: true };
};

/**
 * The other side says that a meeting took place: it then counts for both, paid once per pair and day.
 * @throws JokaError NOT_FOUND, the same when it does not exist and when it is someone else's
 */
export const confirmMeeting = async (
  trx: Kysely<Tables>,
  by: Shower,
  id: string,
): Promise<{ done: true }> => {
  const row = await trx
    .updateTable('game.interactions')
    .set({ confirmed_by_other: true })
    .where('id', '=', id)
    .where('kind', '=', 'meeting')
    .where('other', '=', by.id)
    .where('confirmed_by_other', '=', false)
    .returning(['player', 'other_kind', 'offer', 'at'])
    .executeTakeFirst();
  if (row === undefined) return alreadyConfirmed(trx, by, id);
  const { at, offer } = row;
  const pair = sha256([row.player, by.id].toSorted().join(' ')).slice(0, 16);
  const subject = `${pair}:${at.toISOString().slice(0, 10)}`;
  const side = async (player: string, otherKind: OtherKind, other: string): Promise<void> => {
    const { territory } = await trx
      .selectFrom('game.players')
      .select('territory')
      .where('id', '=', player)
      .executeTakeFirstOrThrow();
    const staged = { at, kind: 'meeting', otherKind, other, offer, confirmed: true };
    await stageRows(trx, player, 'interactions', territory, [staged]);
    await pay(trx, player, 'meeting_confirmed', subject, at);
  };
  await side(row.player, row.other_kind, by.id);
  if (by.kind === 'peer') {
    const mirror = { kind: 'meeting', other_kind: 'peer', other: row.player, offer, at } as const;
    await trx
      .insertInto('game.interactions')
      .values({ id: randomUUID(), player: by.id, ...mirror, confirmed_by_other: true })
      .execute();
    await side(by.id, 'peer', row.player);
  }
  return { done: true };
};

/** Meetings that wait for this person. */
export const waitingMeetings = async (game: Kysely<Tables>, shower: Shower) => {
  const rows = await game
    .selectFrom('game.interactions')
    .select(['id', 'at', 'other_kind'])
    .where('kind', '=', 'meeting')
    .where('other', '=', shower.id)
    .where('confirmed_by_other', '=', false)
    .orderBy('at', 'desc')
    .limit(50)
    .execute();
  return {
    meetings: rows.map(({ id, at }) => ({ id, at: at.toISOString(), otherKind: 'peer' as const })),
  };
};
