import { mkdir, readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { JokaError } from '../../game/errors.ts';
import { openClient } from '../db/pool.ts';
import { installBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { prepareCluster } from './cluster.ts';
import { isPassing, returnLease, takeLease } from './lease.ts';
import { choosePlace, makeSocketDirectory, removeSocketDirectory } from './place.ts';
import type { Place } from './place.ts';
import { isAlive, readPostmasterFile, removeStaleFile } from './postmaster-file.ts';
import { runProgram, startPostmaster } from './programs.ts';
import { serverArguments, serverUrl } from './settings.ts';

export type EmbeddedOptions = {
  /** JOKA_HOME: made when absent. */
  home: string;
  /** Server settings on top of the defaults, for example `{ fsync: 'off' }` in a suite. */
  settings?: Readonly<Record<string, string>>;
  /** False: loopback and a free port, as on machines without Unix sockets. */
  unixSockets?: boolean;
  /** How long a start may take, recovery included. */
  patienceMs?: number;
};

/** A use of the embedded server. It stays up until the last user of any process releases it. */
export type EmbeddedServer = {
  /** The maintenance database, as superuser. */
  url: string;
  /** The same server, another database. */
  urlOf(database: string): string;
  /** False when the server was found running. */
  started: boolean;
  /** Process id of the postmaster. */
  pid: number;
  place: Place;
  release(): Promise<void>;
};

const LOG_LIMIT_BYTES = 5_000_000;
const MAX_ROUNDS = 8;

type Found = { lease: Client; pid: number; urlOf: (database: string) => string };

const rotateLog = async (log: string): Promise<void> => {
  const size = (await stat(log).catch(() => null))?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) await rename(log, `${log}.old`).catch(() => undefined);
};

const didNotStart = async (log: string, cause?: unknown): Promise<JokaError> => {
  const tail = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' / ');
  return new JokaError('DB_EMBEDDED_START', { reason: tail === '' ? String(cause) : tail, log }, cause);
};

/** Connects to the server that runs in this place and takes a lease; null when none answers now. */
const adopt = async (place: Place, password: string): Promise<Found | null> => {
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
    throw await didNotStart(place.log, error);
  }
};

const stop = async (binaries: Binaries, place: Place, pid: number): Promise<void> => {
  // A fast shutdown: sessions are ended, what was acknowledged is written.
  if (process.platform === 'win32')
    await runProgram(binaries, place, 'pg_ctl', ['stop', '-m', 'fast', '-D', place.data]);
  else process.kill(pid, 'SIGINT');
  const until = Date.now() + 60_000;
  while (isAlive(pid) && Date.now() < until) await sleep(20);
  await removeSocketDirectory(place);
};

/** Starts a postmaster; true once it is ready, false when it left: another process was faster, or it cannot run. */
const start = async (
  binaries: Binaries,
  place: Place,
  options: EmbeddedOptions,
  until: number,
): Promise<boolean> => {
  await removeStaleFile(place.data);
  await makeSocketDirectory(place);
  await rotateLog(place.log);
  const unixSockets = options.unixSockets ?? process.platform !== 'win32';
  const postmaster = await startPostmaster(
    binaries,
    place,
    await serverArguments(place, unixSockets, options.settings),
  );
  let left = false;
  const watch = async (): Promise<void> => {
    await postmaster.exited;
    left = true;
  };
  void watch();
  while (Date.now() < until) {
    if (left) return false;
    const file = await readPostmasterFile(place.data);
    if (file?.pid === postmaster.pid && file?.ready === true) return true;
    await sleep(20);
  }
  throw await didNotStart(place.log);
};

const use = (binaries: Binaries, place: Place, found: Found, started: boolean): EmbeddedServer => ({
  url: found.urlOf('postgres'),
  urlOf: found.urlOf,
  started,
  pid: found.pid,
  place,
  release: async () => {
    try {
      if (await returnLease(found.lease)) await stop(binaries, place, found.pid);
    } catch (error) {
      // The server went away under us: there is nothing left to release.
      if (!isPassing(error)) throw error;
    } finally {
      await found.lease.end().catch(() => undefined);
    }
  },
});

/**
 * Uses the PostgreSQL of a JOKA_HOME: adopted when it is up, started when it is down, made when there is none.
 * Any number of processes may call this at once. The server ends with its last user, under a lock.
 * @throws JokaError `DB_EMBEDDED_*`.
 */
export const useEmbeddedServer = async (options: EmbeddedOptions): Promise<EmbeddedServer> => {
  await mkdir(options.home, { recursive: true });
  const place = await choosePlace(options.home);
  const binaries = await installBinaries(place.root);
  const password = await prepareCluster(binaries, place);
  const until = Date.now() + (options.patienceMs ?? 120_000);
  let started = false;
  for (let round = 0; ; round += 1) {
    const found = await adopt(place, password);
    if (found !== null) return use(binaries, place, found, started);
    if (round > MAX_ROUNDS || Date.now() > until) throw await didNotStart(place.log);
    started = await start(binaries, place, options, until);
    if (!started) await sleep(Math.min(50 * 2 ** round, 1000));
  }
};
