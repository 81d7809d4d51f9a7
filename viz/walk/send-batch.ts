import type { Dwell } from '../../game/fog.ts';
import { newId } from '../data/client.ts';
import { enqueue, waiting, wakeOutbox } from '../data/outbox.ts';
import { phoneStore } from '../data/store.ts';
import type { Trace } from './trace.ts';
import { traceKey } from './kept-trace.ts';

const iso = (at: number): string => new Date(at).toISOString();

const bodyOf = (device: string, seq: number, dwells: readonly Dwell[]) => ({
  device,
  seq,
  sentAt: iso(Date.now()),
  dwells: dwells.map((dwell) => ({ ...dwell, firstAt: iso(dwell.firstAt), lastAt: iso(dwell.lastAt) })),
});

/**
 * One transaction of the phone's store: the batch into the queue, its number taken, and the kept trace without it.
 * However the phone dies, the dwells are in exactly one of the two places.
 */
const queueIt = async (owner: string, dwells: readonly Dwell[], rest: () => Trace): Promise<void> => {
  const tx = (await phoneStore()).transaction(['kept', 'outbox'], 'readwrite');
  const kept = tx.objectStore('kept');
  const device = ((await kept.get(`device ${owner}`)) as string | undefined) ?? newId();
  const seq = ((await kept.get(`seq ${owner}`)) as number | undefined) ?? Date.now();
  const body = bodyOf(device, seq, dwells);
  await Promise.all([
    kept.put(device, `device ${owner}`),
    kept.put(seq + 1, `seq ${owner}`),
    kept.put(rest(), traceKey(owner)),
    tx.objectStore('outbox').put(waiting({ kind: 'batch', owner, body })),
    tx.done,
  ]);
};

let turn: Promise<void> = Promise.resolve();
/** Where the browser keeps nothing: this page's own device name and next number. */
const fleeting = { device: newId(), seq: Date.now() };

/**
 * Queues dwells as the phone's next batch and answers once they are safe on the phone. `rest` is what the trace keeps
 * besides them, read at that moment.
 */
export const sendBatch = (owner: string, dwells: readonly Dwell[], rest: () => Trace): Promise<void> => {
  const now = async () => {
    try {
      await queueIt(owner, dwells, rest);
      void wakeOutbox(owner);
    } catch {
      fleeting.seq += 1;
      void enqueue({ kind: 'batch', owner, body: bodyOf(fleeting.device, fleeting.seq, dwells) });
    }
  };
  turn = turn.then(now, now);
  return turn;
};
