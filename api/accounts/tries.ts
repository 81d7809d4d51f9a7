import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { readInstance } from './instance.ts';

/** How many failed tries are free, and how long one waits after each further one. */
export type TryRule = {
  readonly free: number;
  readonly firstWaitS: number;
  readonly longestWaitS: number;
  /** A count older than this begins anew. */
  readonly windowS: number;
};

/** A person mistypes; a program guesses. At worst 5 tries, then one each quarter of an hour. */
export const PER_ACCOUNT: TryRule = { free: 5, firstWaitS: 30, longestWaitS: 900, windowS: 86_400 };
/** A class of thirty behind one address, each with three typing errors, stays under it. */
export const PER_ADDRESS: TryRule = { free: 120, firstWaitS: 60, longestWaitS: 900, windowS: 3600 };

/** What is tried: a nickname's passphrase, or codes from a network. */
export type TryKey = { readonly rule: TryRule; readonly name: string };
export const accountKey = (nickname: string): TryKey => ({ rule: PER_ACCOUNT, name: `account ${nickname}` });
export const addressKey = (network: string): TryKey => ({ rule: PER_ADDRESS, name: `address ${network}` });

/** Counts tries in the database: the same for every process, and after a restart. */
export type Tries = {
  /**
   * Runs one try. It is counted before it runs, so that many at once are not cheaper, and forgotten when it succeeds.
   * @throws JokaError TOO_MANY_TRIES; whatever `run` throws
   */
  attempt<T>(keys: readonly TryKey[], run: () => Promise<T>): Promise<T>;
  /** Forgets what was counted for a name. */
  forget(key: TryKey): Promise<void>;
};

/** Failures that are a wrong guess; any other says nothing about who asks. */
const GUESSES = new Set(['PASSPHRASE_WRONG', 'CODE_UNKNOWN', 'PASSKEY_REFUSED', 'RALLY_OVER', 'RALLY_FULL']);

const waitOf = ({ free, firstWaitS, longestWaitS }: TryRule, n: number): number =>
  n < free ? 0 : Math.min(firstWaitS * 2 ** Math.min(n - free, 20), longestWaitS);

export const createTries = (idp: Kysely<Tables>, clock: Clock): Tries => {
  const hmac = async (name: string): Promise<string> =>
    createHmac('sha256', (await readInstance(idp))?.secret ?? '')
      .update(`try ${name}`)
      .digest('hex');

  /** Seconds to wait, or null when the try may run and is counted. The row's lock puts tries in a line. */
  const take = (hash: string, rule: TryRule): Promise<number | null> =>
    idp.transaction().execute(async (trx) => {
      const now = new Date(clock.now());
      await trx
        .insertInto('idp.tries')
        .values({ key_hmac: hash, n: 0, since: now, blocked_until: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await trx
        .selectFrom('idp.tries')
        .selectAll()
        .where('key_hmac', '=', hash)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const blockedMs = (row.blocked_until?.getTime() ?? 0) - now.getTime();
      if (blockedMs > 0) return Math.ceil(blockedMs / 1000);
      const fresh = now.getTime() - row.since.getTime() > rule.windowS * 1000;
      const n = fresh ? 1 : row.n + 1;
      const wait = waitOf(rule, n);
      await trx
        .updateTable('idp.tries')
        .set({
          n,
          since: fresh ? now : row.since,
          blocked_until: wait === 0 ? null : new Date(now.getTime() + wait * 1000),
        })
        .where('key_hmac', '=', hash)
        .execute();
      return null;
    });

  /** A try that was no wrong guess leaves no count, and the others of its address as they were. */
  const giveBack = (hash: string): Promise<unknown> =>
    idp
      .updateTable('idp.tries')
      .set({ n: sql`greatest(n - 1, 0)`, blocked_until: null })
      .where('key_hmac', '=', hash)
      .execute();

  const forget = (hash: string): Promise<unknown> =>
    idp.deleteFrom('idp.tries').where('key_hmac', '=', hash).execute();

  return {
    async attempt(keys, run) {
      const taken: { hash: string; rule: TryRule }[] = [];
      for (const { name, rule } of keys) {
        const hash = await hmac(name);
        const seconds = await take(hash, rule);
        if (seconds !== null) {
          for (const each of taken) await giveBack(each.hash);
          throw new JokaError('TOO_MANY_TRIES', { seconds });
        }
        taken.push({ hash, rule });
      }
      try {
        const result = await run();
        for (const { hash, rule } of taken) await (rule === PER_ACCOUNT ? forget(hash) : giveBack(hash));
        return result;
      } catch (error) {
        const guessed = error instanceof JokaError && GUESSES.has(error.code);
        if (!guessed) for (const { hash } of taken) await giveBack(hash);
        throw error;
      }
    },
    forget: async ({ name }) => void (await forget(await hmac(name))),
  };
};
