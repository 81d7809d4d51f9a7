import { readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { JokaError } from '../../game/errors.ts';
import { openClient } from '../db/pool.ts';
import type { Binaries } from './binaries.ts';
import { isPassing, takeLease } from './lease.ts';
import { makeSocketDirectory } from './place.ts';
import type { Place } from './place.ts';
import { isAlive, readPostmasterFile, removeStaleFile } from './postmaster-file.ts';
import { startPostmaster } from './programs.ts';
import { serverArguments, serverUrl } from './settings.ts';

/** A cluster that is ready to run, and how to run it. */
export type Cluster = {
  binaries: Binaries;
  place: Place;
  password: string;
  unixSockets: boolean;
  settings: Readonly<Record<string, string>>;
  /** How long a start may take, recovery included. */
  patienceMs: number;
};

/** A lease on the running server. `urlOf` gives the address of one of its databases. */
export type Found = { lease: Client; pid: number; urlOf: (database: string) => string };

const LOG_LIMIT_BYTES = 5_000_000;
/** Ends of a new postmaster in a row that no other postmaster explains. */
const MAX_FAILURES = 3;
/** Another postmaster has the directory, or what a killed one left is not yet gone. */
const OCCUPIED = /is another postmaster|lock file|still in use|already exists/i;

const logSize = async (log: string): Promise<number> => (await stat(log).catch(() => null))?.size ?? 0;

const logSince = async (log: string, offset: number): Promise<string> =>
  (await readFile(log).catch(() => Buffer.alloc(0))).subarray(offset).toString('utf8').trim();

const didNotStart = (log: string, said: string, cause?: unknown): JokaError => {
  const words = cause instanceof Error ? cause.message : said;
  const reason = words === '' ? 'it said nothing' : words.split('\n').slice(-3).join(' / ');
  return new JokaError('DB_EMBEDDED_START', { reason, log }, cause);
};

/** Connects to the server that runs in this place and takes a lease; null when none answers now. */
const adopt = async ({ place, password }: Cluster): Promise<Found | null> => {
  const file = await readPostmasterFile(place.data);
  if (file === null || !isAlive(file.pid)) return null;
  const urlOf = (database: string): string => serverUrl(password, file, database);
  let lease: Client | undefined;
  try {
    lease = await openClient(urlOf('postgres'), 'joka:lease');
    await takeLease(lease);
    return { lease, pid: file.pid, urlOf };
  } catch (error) {
    await lease?.end().catch(() => undefined);
    if (isPassing(error)) return null;
    throw didNotStart(place.log, '', error);
  }
};

/** Starts a postmaster. Null once it is ready; else it left, and this is what it said. */
const start = async (cluster: Cluster, until: number): Promise<string | null> => {
  const { binaries, place, unixSockets, settings } = cluster;
  await removeStaleFile(place.data);
  await makeSocketDirectory(place);
  if ((await logSize(place.log)) > LOG_LIMIT_BYTES)
    await rename(place.log, `${place.log}.old`).catch(() => undefined);
  const offset = await logSize(place.log);
  const postmaster = await startPostmaster(
    binaries,
    place,
    await serverArguments(place, unixSockets, settings),
  );
  let left = false;
  const watch = async (): Promise<void> => {
    await postmaster.exited;
    left = true;
  };
  void watch();
  while (Date.now() < until) {
    if (left) return logSince(place.log, offset);
    const file = await readPostmasterFile(place.data);
    if (file?.pid === postmaster.pid && file?.ready === true) return null;
    await sleep(20);
  }
  throw didNotStart(place.log, await logSince(place.log, offset));
};

/**
 * A lease on the cluster's server, started when none answers. Waits while another process starts it, stops it, or
 * while it recovers. @throws JokaError DB_EMBEDDED_START.
 */
export const acquire = async (cluster: Cluster): Promise<Found & { started: boolean }> => {
  const until = Date.now() + cluster.patienceMs;
  let started = false;
  let failures = 0;
  for (let round = 0; ; round += 1) {
    const found = await adopt(cluster);
    if (found !== null) return { ...found, started };
    const said = await start(cluster, until);
    started = said === null;
    if (said !== null) {
      failures = OCCUPIED.test(said) ? 0 : failures + 1;
      if (failures >= MAX_FAILURES || Date.now() > until) throw didNotStart(cluster.place.log, said);
      await sleep(Math.min(50 * 2 ** round, 1000));
    }
  }
};
