import type { Connector, FeedDocument } from './connector.ts';
import type { FeedItem } from './page-rows.ts';

/** Reads one document item by item; `taken` counts what it has given. */
export type Reader = {
  readonly taken: () => number;
  /** Up to `max` items; fewer, or none, only at the end. */
  take(max: number): Promise<readonly FeedItem[]>;
  /** Once it has ended: whether anything was damaged, and how many rows it held. */
  readonly end: () => { damaged: boolean; rows: number } | null;
};

const startReader = async (connector: Connector, document: FeedDocument, skip: number): Promise<Reader> => {
  const source = connector.read(document)[Symbol.asyncIterator]();
  let waiting: readonly FeedItem[] = [];
  let at = 0;
  let taken = 0;
  let rows = 0;
  let damaged = false;
  let over = false;
  const take = async (max: number): Promise<FeedItem[]> => {
    const items: FeedItem[] = [];
    while (items.length < max) {
      if (at < waiting.length) {
        const more = waiting.slice(at, at + max - items.length);
        at += more.length;
        for (const item of more) {
          if (item.damage) damaged = true;
          else rows += 1;
          items.push(item);
        }
        continue;
      }
      const next = await source.next();
      if (next.done === true) {
        over = true;
        break;
      }
      waiting = next.value;
      at = 0;
    }
    taken += items.length;
    return items;
  };
  for (let left = skip; left > 0;) {
    const skipped = await take(Math.min(left, 1000));
    if (skipped.length === 0) break;
    left -= skipped.length;
  }
  return { taken: () => taken, take, end: () => (over ? { damaged, rows } : null) };
};

const MOST_OPEN = 2;

/**
 * Readers that stay open between two steps, so that a long document is not read from its start at each. One whose place is not
 * the one asked for, or that another process has, is begun anew and brought there.
 */
export const createReaders = () => {
  const open = new Map<string, Reader>();
  return {
    at: async (key: string, connector: Connector, document: FeedDocument, taken: number): Promise<Reader> => {
      const known = open.get(key);
      open.delete(key);
      const reader = known?.taken() === taken ? known : await startReader(connector, document, taken);
      return reader;
    },
    /** Leaves a reader open for the next step. */
    keep: (key: string, reader: Reader): void => {
      open.set(key, reader);
      for (const oldest of open.keys()) if (open.size > MOST_OPEN) open.delete(oldest);
    },
  };
};
