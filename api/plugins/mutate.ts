import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { Json } from '../../infra/pipeline.ts';
import { sha256 } from '../accounts/codes.ts';

/** The register that stands in the schema of what is written. */
export type Register = 'game' | 'idp' | 'ops' | 'study' | 'vault';

export type Write = {
  readonly register: Register;
  /** Game pseudonym of a player, account of others. */
  readonly actor: string;
  /** Client UUID. */
  readonly key: string;
  readonly route: string;
  readonly body: unknown;
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/** The same for bodies with the same content, whatever the order of keys. */
export const bodyHash = (body: unknown): string => sha256(JSON.stringify(sorted(body) ?? null));

const UNIQUE_VIOLATION = '23505';
/** Deadlock and serialization failure: nothing was kept, and trying again works. */
const PASSING = new Set(['40P01', '40001']);

/**
 * Does a write once: its facts, and its answer under (actor, key), in one transaction. The same key and body again give
 * the same answer without a second effect.
 *
 * @param run does the work inside the transaction; its answer is stored as JSON, so it holds no secret and no contact
 * @throws JokaError MUTATION_BODY_DIFFERS; whatever `run` throws, and then nothing is kept
 */
export const mutate = async <A extends Json>(
  deps: { readonly db: Kysely<Tables>; readonly clock: Clock },
  write: Write,
  run: (trx: Kysely<Tables>) => Promise<A>,
): Promise<A> => {
  const table = `${write.register}.mutations` as const;
  const body = bodyHash([write.route, write.body]);
  const before = async (db: Kysely<Tables>): Promise<A | undefined> => {
    const row = await db
      .selectFrom(table)
      .select(['body_sha256', 'answer'])
      .where('actor', '=', write.actor)
      .where('id', '=', write.key)
      .executeTakeFirst();
    if (row !== undefined && row.body_sha256 !== body)
      throw new JokaError('MUTATION_BODY_DIFFERS', { key: 'Idempotency-Key' });
    return row?.answer as A | undefined;
  };
  const once = (): Promise<A> =>
    deps.db.transaction().execute(async (trx) => {
      const known = await before(trx);
      if (known !== undefined) return known;
      const answer = await run(trx);
      await trx
        .insertInto(table)
        .values({
          id: write.key,
          actor: write.actor,
          route: write.route,
          body_sha256: body,
          status: 200,
          answer: JSON.stringify(answer),
          at: new Date(deps.clock.now()),
        })
        .execute();
      return answer;
    });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once();
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (PASSING.has(code) && attempt < 4) continue;
      // The same write in two requests at once: the other one did it.
      const known = code === UNIQUE_VIOLATION ? await before(deps.db) : undefined;
      if (known === undefined) throw error;
      return known;
    }
  }
};
