import type { Kysely } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { PURPOSES } from '../contract/me.ts';
import type { Purpose } from '../contract/me.ts';

export type ConsentLine = { purpose: Purpose; given: boolean; textVersion: string | null; at: string | null };

/** The three consents as they stand; never answered is not given. */
export const readConsents = async (vault: Kysely<Tables>, account: string): Promise<ConsentLine[]> => {
  const rows = await vault
    .selectFrom('vault.consents_now')
    .selectAll()
    .where('account', '=', account)
    .execute();
  return PURPOSES.map((purpose) => {
    const row = rows.find((found) => found.purpose === purpose);
    return {
      purpose,
      given: row?.given ?? false,
      textVersion: row?.text_version ?? null,
      at: row?.at.toISOString() ?? null,
    };
  });
};

/** Keeps an answer. The first consent to research makes the study's pseudonym, random and linked here only. */
export const writeConsent = async (
  trx: Kysely<Tables>,
  clock: Clock,
  account: string,
  asked: { purpose: Purpose; given: boolean; textVersion: string },
): Promise<{ consents: ConsentLine[] }> => {
  const { purpose, given, textVersion: text_version } = asked;
  if (purpose === 'research' && given)
    await trx
      .insertInto('vault.link')
      .values({ account, domain: 'study' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const now = (await readConsents(trx, account)).find((line) => line.purpose === purpose);
  // Saying the same again moves nothing: the study's window begins where the consent that holds began.
  if (now?.given !== given || now.textVersion !== text_version)
    await trx
      .insertInto('vault.consents')
      .values({ account, purpose, given, text_version, at: new Date(clock.now()) })
      .execute();
  return { consents: await readConsents(trx, account) };
};

/** Without the consent to play by position, what the last 72 h still hold of it goes at once; cleared clouds stay. */
export const forgetPositions = async (game: Kysely<Tables>, player: string, at: Date): Promise<void> => {
  await game
    .updateTable('game.batches')
    .set((eb) => ({
      dwells: '[]',
      body_sha256: '',
      refused: null,
      settled_at: eb.fn.coalesce('settled_at', eb.val(at)),
    }))
    .where('player', '=', player)
    .execute();
};
