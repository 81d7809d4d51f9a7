import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { JokaError } from '../../game/errors.ts';
import { acquire } from './acquire.ts';
import type { Cluster, Found } from './acquire.ts';
import { installBinaries } from './binaries.ts';
import { prepareCluster } from './cluster.ts';
import { isPassing, returnLease } from './lease.ts';
import { choosePlace, removeSocketDirectory } from './place.ts';
import type { Place } from './place.ts';
import { isAlive } from './postmaster-file.ts';
import { runProgram } from './programs.ts';

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
  /** Process id of the present postmaster. */
  pid(): number;
  place: Place;
  release(): Promise<void>;
};

const RETRY_MS = 500;
const STOP_MS = 60_000;

const stop = async ({ binaries, place }: Cluster, pid: number): Promise<void> => {
  // A fast shutdown: sessions are ended, what was acknowledged is written.
  if (process.platform === 'win32')
    await runProgram(binaries, place, 'pg_ctl', ['stop', '-m', 'fast', '-D', place.data]);
  else process.kill(pid, 'SIGINT');
  const until = Date.now() + STOP_MS;
  while (isAlive(pid) && Date.now() < until) await sleep(20);
  await removeSocketDirectory(place);
};

const giveBack = async (cluster: Cluster, { lease, pid }: Found): Promise<void> => {
  try {
    if (await returnLease(lease)) await stop(cluster, pid);
  } catch (error) {
    // The server went away under us: there is nothing left to give back.
    if (!isPassing(error)) throw error;
  } finally {
    await lease.end().catch(() => undefined);
  }
};

/** Holds a lease until released. When the server dies under it, whoever of its users comes first starts it again. */
const hold = (cluster: Cluster, first: Found & { started: boolean }): EmbeddedServer => {
  const state = { released: false };
  let found: Found = first;
  let reviving: Promise<void> = Promise.resolve();
  const revive = async (): Promise<void> => {
    while (!state.released) {
      try {
        found = await acquire(cluster);
        watch();
        return;
      } catch {
        await sleep(RETRY_MS);
      }
    }
  };
  const watch = (): void => {
    found.lease.once('end', () => {
      if (!state.released) reviving = revive();
    });
  };
  watch();
  return {
    url: first.urlOf('postgres'),
    urlOf: first.urlOf,
    started: first.started,
    pid: () => found.pid,
    place: cluster.place,
    release: async () => {
      if (state.released) return;
      state.released = true;
      await reviving;
      await giveBack(cluster, found);
    },
  };
};

/** What the operating system refuses, in our words. */
const refusal = (home: string, error: unknown): unknown => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof JokaError || !['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(code ?? ''))
    return error;
  return new JokaError('DB_EMBEDDED_PLACE', { place: home, reason: message }, error);
};

/**
 * Uses the PostgreSQL of a JOKA_HOME: adopted when it is up, started when it is down, made when there is none.
 * Any number of processes may call this at once. The server ends with its last user, under a lock.
 * @throws JokaError `DB_EMBEDDED_*`.
 */
export const useEmbeddedServer = async (options: EmbeddedOptions): Promise<EmbeddedServer> => {
  const { home, settings = {}, unixSockets = process.platform !== 'win32', patienceMs = 120_000 } = options;
  try {
    await mkdir(home, { recursive: true });
    const place = await choosePlace(home);
    const binaries = await installBinaries(place.root);
    const password = await prepareCluster(binaries, place);
    const cluster: Cluster = { binaries, place, password, unixSockets, settings, patienceMs };
    const found = await acquire(cluster);
    // A restart keeps the address that pools already have.
    const { port } = new URL(found.urlOf('postgres'));
    return hold({ ...cluster, settings: { ...settings, port } }, found);
  } catch (error) {
    throw refusal(home, error);
  }
};
