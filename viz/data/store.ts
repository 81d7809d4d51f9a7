import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { BatchBody } from '../../api/contract/play.ts';

/** A write that waits for the network. `owner` keeps two people of one phone apart. */
export type Waiting = { id: string; owner: string; at: number; tries: number; lastCode: string | null } & (
  { kind: 'batch'; body: BatchBody } | { kind: 'act'; path: string; body: unknown }
);

interface Schema extends DBSchema {
  outbox: { key: string; value: Waiting; indexes: { order: number } };
  /** Small things of this phone: device ids, next sequence numbers, the home zone, cleared cells. */
  kept: { key: string; value: unknown };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

/** The phone's own store. Rejects where the browser keeps nothing (some private windows). */
export const phoneStore = (): Promise<IDBPDatabase<Schema>> => {
  opened ??= openDB<Schema>('joka', 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('order', 'at');
      db.createObjectStore('kept');
    },
  });
  return opened;
};

/** Reads one kept thing; `fallback` when there is none or the browser keeps nothing. */
export const kept = async <T>(key: string, fallback: T): Promise<T> => {
  try {
    return ((await (await phoneStore()).get('kept', key)) as T | undefined) ?? fallback;
  } catch {
    return fallback;
  }
};

/** Keeps one thing; silently not, where the browser keeps nothing. */
export const keep = async (key: string, value: unknown): Promise<void> => {
  try {
    await (await phoneStore()).put('kept', value, key);
  } catch {
    // The page still works until it is closed.
  }
};
