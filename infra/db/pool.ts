import { Client, Pool, types as pgTypes } from 'pg';
import type { CustomTypesConfig } from 'pg';

const INT8 = 20;
const DATE = 1082;

const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a JavaScript number`);
  return value;
};

/**
 * How values come back, decided once for every connection: int8 is a number (RangeError above 2^53), date is
 * `YYYY-MM-DD`, timestamptz is a `Date`, numeric stays a string.
 */
const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === INT8) return safeInteger;
    if (format !== 'binary' && oid === DATE) return (text: string) => text;
    return pgTypes.getTypeParser(oid, format) as unknown;
  }) as CustomTypesConfig['getTypeParser'],
};

export type PoolOptions = {
  /** Sets the role every connection of the pool acts as. */
  role?: string;
  /** Connections at most. */
  max?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /**
   * Commits do not wait for the disk: a crash of the machine may lose the last of them, never half of one. Only for
   * work that is played again from the last state kept, such as the invented town.
   */
  lazyCommits?: boolean;
};

/**
 * A pool of connections. An idle connection that breaks (server restarted) is dropped and replaced at the next
 * query instead of ending the process.
 */
export const openPool = (url: string, options: PoolOptions = {}): Pool => {
  const settings = [
    ...(options.role === undefined ? [] : [`-c role=${options.role}`]),
    ...(options.lazyCommits === true ? ['-c synchronous_commit=off'] : []),
  ];
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 4,
    application_name: options.name ?? 'joka',
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 15_000,
    types,
    ...(settings.length === 0 ? {} : { options: settings.join(' ') }),
  });
  pool.on('error', () => undefined);
  return pool;
};

/** One connection with the same value rules as the pools; the caller ends it. */
export const openClient = async (url: string, name = 'joka'): Promise<Client> => {
  const client = new Client({
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 15_000,
    types,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};
