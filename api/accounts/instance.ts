import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { newCode } from './codes.ts';
import { invite, LINK_LETTERS } from './invitations.ts';

export type Instance = {
  readonly kind: 'demo' | 'real';
  readonly aloneAllowed: boolean;
  readonly secret: string;
};

/** What this store is; null before it was founded. */
export const readInstance = async (idp: Kysely<Tables>): Promise<Instance | null> => {
  const row = await idp.selectFrom('idp.instance').selectAll().executeTakeFirst();
  return row === undefined ? null : { kind: row.kind, aloneAllowed: row.alone_allowed, secret: row.secret };
};

/**
 * Makes an empty store an instance, for ever demo or real, with the operator's organisation and the link of the first
 * operator, who enters with it at `/enter#link=<code>`. The link serves once, for 7 days; only its hash is kept.
 * @throws JokaError INSTANCE_EXISTS
 */
export const foundInstance = async (
  idp: Kysely<Tables>,
  clock: Clock,
  { kind, aloneAllowed }: { kind: 'demo' | 'real'; aloneAllowed: boolean },
): Promise<{ operatorLink: string }> =>
  idp.transaction().execute(async (trx) => {
    const founded = await trx
      .insertInto('idp.instance')
      .values({
        kind,
        alone_allowed: aloneAllowed,
        secret: randomBytes(32).toString('base64url'),
        created_at: new Date(clock.now()),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('kind')
      .executeTakeFirst();
    if (founded === undefined)
      throw new JokaError('INSTANCE_EXISTS', { kind: (await readInstance(trx))?.kind ?? 'real' });
    const { id } = await trx
      .insertInto('idp.organisations')
      .values({ name: 'Joka', kind: 'operator', territory: null, created_at: new Date(clock.now()) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { operatorLink: await operatorLink(trx, clock, id) };
  });

/** Another single-use operator link, for who lost the first: from the command line of the machine only. */
export const operatorLink = async (
  idp: Kysely<Tables>,
  clock: Clock,
  organisation: string,
): Promise<string> => {
  const code = newCode(LINK_LETTERS);
  const staff = { kind: 'link', role: 'operator', organisation, territory: null, ageBand: null } as const;
  await invite(idp, clock, code, staff, 7);
  return code;
};
