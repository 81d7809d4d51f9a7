import type { Client } from 'pg';

/** Every process that uses the server holds this lock shared, on a connection of its own, as long as it does. */
const KEY = 'hashtext($$joka server in use$$)';

/** SQLSTATE of a server that starts, stops or just stopped: wait and look again. */
const PASSING = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
]);

/** True for errors that say "not now" and not "never". */
export const isPassing = (error: unknown): boolean => {
  const { code, message } = error as { code?: string; message?: string };
  return PASSING.has(code ?? '') || /terminated|timeout|not queryable|closed/i.test(message ?? '');
};

/** Says "I use this server"; waits while the last user is stopping it, then fails with a passing error. */
export const takeLease = async (client: Client): Promise<void> => {
  await client.query(`SELECT pg_advisory_lock_shared(${KEY})`);
};

/** Gives the lease back. True: nobody else uses the server, and nobody can begin to while `client` stays open. */
export const returnLease = async (client: Client): Promise<boolean> => {
  await client.query(`SELECT pg_advisory_unlock_shared(${KEY})`);
  const { rows } = await client.query<{ last: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS last`);
  return rows[0]?.last === true;
};
