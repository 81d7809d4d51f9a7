import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { RallyCode } from '../contract/rallies.ts';
import { codeHash, derivedCode } from './codes.ts';

/** 40 bits, typed from a poster: guesses are counted per address. */
const RALLY_LETTERS = 8;
/** The list shows this many, newest first. */
const LISTED = 100;

type Row = Selectable<Tables['idp.rally_codes']>;

/** The code of a row: never stored, and the same each time the poster is printed. */
export const rallyCode = (secret: string, id: string): string =>
  derivedCode(secret, `rally:${id}`, RALLY_LETTERS);

const stateOf = (row: Row, now: number): RallyCode['state'] => {
  if (row.revoked_at !== null) return 'revoked';
  if (row.expires_at.getTime() <= now) return 'expired';
  return row.uses >= row.max_uses ? 'full' : 'open';
};

const lineOf = (row: Row, secret: string, now: number): RallyCode => ({
  id: row.id,
  code: rallyCode(secret, row.id),
  territory: row.territory,
  maxUses: row.max_uses,
  uses: row.uses,
  expiresAt: row.expires_at.toISOString(),
  createdAt: row.created_at.toISOString(),
  state: stateOf(row, now),
});

export const makeRallyCode = async (
  trx: Kysely<Tables>,
  clock: Clock,
  secret: string,
  asked: { id: string; organisation: string; territory: string; maxUses: number; days: number },
): Promise<{ id: string }> => {
  const now = clock.now();
  await trx
    .insertInto('idp.rally_codes')
    .values({
      id: asked.id,
      code_sha256: codeHash(rallyCode(secret, asked.id)),
      organisation: asked.organisation,
      territory: asked.territory,
      max_uses: asked.maxUses,
      expires_at: new Date(now + asked.days * 86_400_000),
      revoked_at: null,
      created_at: new Date(now),
    })
    .execute();
  return { id: asked.id };
};

export const listRallyCodes = async (
  idp: Kysely<Tables>,
  clock: Clock,
  secret: string,
  organisation: string,
): Promise<RallyCode[]> => {
  const rows = await idp
    .selectFrom('idp.rally_codes')
    .selectAll()
    .where('organisation', '=', organisation)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(LISTED)
    .execute();
  return rows.map((row) => lineOf(row, secret, clock.now()));
};

/** @throws JokaError NOT_FOUND, alike for what is missing and what is another organisation's */
export const readRallyCode = async (
  idp: Kysely<Tables>,
  clock: Clock,
  secret: string,
  organisation: string,
  id: string,
): Promise<RallyCode> => {
  const row = await idp
    .selectFrom('idp.rally_codes')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'rally code' });
  return lineOf(row, secret, clock.now());
};

/** From now on nobody enters by it; who did stays. Twice is as once. @throws JokaError NOT_FOUND */
export const revokeRallyCode = async (
  trx: Kysely<Tables>,
  clock: Clock,
  organisation: string,
  id: string,
): Promise<{ done: true }> => {
  const at = new Date(clock.now());
  const row = await trx
    .updateTable('idp.rally_codes')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(at)) }))
    .where('organisation', '=', organisation)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'rally code' });
  return { done: true };
};

/**
 * The rally a code belongs to, if it still lets in.
 * @throws JokaError CODE_UNKNOWN, RALLY_OVER, RALLY_FULL
 */
export const openRally = async (
  idp: Kysely<Tables>,
  clock: Clock,
  code: string,
): Promise<{ id: string; organisation: string; territory: string }> => {
  const row = await idp
    .selectFrom('idp.rally_codes')
    .selectAll()
    .where('code_sha256', '=', codeHash(code))
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('CODE_UNKNOWN', { field: 'code' });
  const state = stateOf(row, clock.now());
  if (state === 'full') throw new JokaError('RALLY_FULL', { max: row.max_uses });
  if (state !== 'open') throw new JokaError('RALLY_OVER');
  return { id: row.id, organisation: row.organisation, territory: row.territory };
};

/** Counts one entry; of two at once for the last place, one is refused. @throws JokaError RALLY_FULL, RALLY_OVER */
export const useRally = async (trx: Kysely<Tables>, clock: Clock, id: string): Promise<void> => {
  const row = await trx
    .updateTable('idp.rally_codes')
    .set({ uses: sql`least(uses + 1, max_uses)` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date(clock.now()))
    .whereRef('uses', '<', 'max_uses')
    .returning('id')
    .executeTakeFirst();
  if (row !== undefined) return;
  const { state, max } = await trx
    .selectFrom('idp.rally_codes')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
    .then((found) => ({ state: stateOf(found, clock.now()), max: found.max_uses }));
  throw state === 'full' ? new JokaError('RALLY_FULL', { max }) : new JokaError('RALLY_OVER');
};
