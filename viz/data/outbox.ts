import { useSyncExternalStore } from 'react';
import { newId, write } from './client.ts';
import type { Failure } from './failure.ts';
import { failureOf, isPassing } from './failure.ts';
import type { Waiting } from './store.ts';
import { phoneStore } from './store.ts';

type Entry = Waiting extends infer W
  ? W extends Waiting
    ? Omit<W, 'id' | 'at' | 'tries' | 'lastCode'>
    : never
  : never;
/** `failure` is null for a success; a refusal for good comes with its failure and is not sent again. */
type Sent = (entry: Waiting, answer: unknown, failure: Failure | null) => void;

let count = 0;
let running: Promise<void> | null = null;
const listeners = new Set<() => void>();
const sentListeners = new Set<Sent>();
/** Where the browser keeps nothing, writes wait in memory. */
const memory = new Map<string, Waiting>();

const all = async (): Promise<Waiting[]> => {
  try {
    return await (await phoneStore()).getAllFromIndex('outbox', 'order');
  } catch {
    return [...memory.values()];
  }
};

const save = async (entry: Waiting): Promise<void> => {
  try {
    await (await phoneStore()).put('outbox', entry);
  } catch {
    memory.set(entry.id, entry);
  }
};

const remove = async (id: string): Promise<void> => {
  memory.delete(id);
  try {
    await (await phoneStore()).delete('outbox', id);
  } catch {
    // It was only in memory.
  }
};

const recount = async (): Promise<void> => {
  count = (await all()).length;
  for (const listener of listeners) listener();
};

const sendOne = (entry: Waiting): Promise<unknown> => {
  const path = entry.kind === 'batch' ? '/play/batches' : entry.path;
  return write('POST', path, { key: entry.id, body: entry.body as never });
};

let timer: ReturnType<typeof setTimeout> | undefined;
/** A browser says « online » before its network carries anything: what did not pass is tried again by itself. */
const tryLater = (owner: string, tries: number): void => {
  clearTimeout(timer);
  timer = setTimeout(() => void flush(owner), Math.min(60_000, 2_000 * 2 ** tries));
};

const sendAll = async (owner: string): Promise<void> => {
  for (const entry of await all()) {
    if (entry.owner !== owner) continue;
    try {
      const answer = await sendOne(entry);
      await remove(entry.id);
      for (const listener of sentListeners) listener(entry, answer, null);
    } catch (error) {
      const failure = failureOf(error);
      // What the server refuses for good would block everything behind it.
      if (isPassing(failure) || failure.status === 401) {
        await save({ ...entry, tries: entry.tries + 1, lastCode: failure.code });
        if (failure.status !== 401) tryLater(owner, entry.tries);
        break;
      }
      await remove(entry.id);
      for (const listener of sentListeners) listener(entry, null, failure);
    }
  }
  await recount();
};

/** Sends what waits, in the order it was made, one run at a time. */
export const flush = (owner: string): Promise<void> => {
  running ??= sendAll(owner).finally(() => {
    running = null;
  });
  return running;
};

/** A write as it waits: with the id that it is sent under each time, so that nothing counts twice. */
export const waiting = (entry: Entry): Waiting =>
  ({ ...entry, id: newId(), at: Date.now(), tries: 0, lastCode: null }) as Waiting;

/** Counts what waits and sends it: after something was put in the queue. */
export const wakeOutbox = async (owner: string): Promise<void> => {
  await recount();
  await running;
  await flush(owner);
};

/** Puts one write in the queue, then tries to send. */
export const enqueue = async (entry: Entry): Promise<void> => {
  await save(waiting(entry));
  await wakeOutbox(entry.owner);
};

/** Hears of each write that left the queue: taken with its answer, or refused. */
export const onSent = (listener: Sent): (() => void) => {
  sentListeners.add(listener);
  return () => sentListeners.delete(listener);
};

/**
 * Flushes at start, when the network returns, when the page is seen again, and a while after a try that did not
 * pass. Answers how to stop.
 */
export const watchOutbox = (owner: string): (() => void) => {
  const now = () => void flush(owner);
  const seen = () => {
    if (document.visibilityState === 'visible') now();
  };
  window.addEventListener('online', now);
  document.addEventListener('visibilitychange', seen);
  now();
  return () => {
    clearTimeout(timer);
    window.removeEventListener('online', now);
    document.removeEventListener('visibilitychange', seen);
  };
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How many writes wait. */
export const useWaiting = (): number => useSyncExternalStore(subscribe, () => count);
