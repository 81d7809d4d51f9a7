import type { Dwell } from '../../game/fog.ts';
import { newId } from '../data/client.ts';
import { enqueue } from '../data/outbox.ts';
import { keep, kept } from '../data/store.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** This phone's own name to the server, one per player: random, made at the first batch. */
const deviceOf = async (owner: string): Promise<string> => {
  const known = await kept<string | null>(`device ${owner}`, null);
  if (known !== null) return known;
  const made = newId();
  await keep(`device ${owner}`, made);
  return made;
};

let turn: Promise<void> = Promise.resolve();

/** Queues dwells as the phone's next batch. The number is taken before it is sent, so that none is used twice. */
export const sendBatch = (owner: string, dwells: readonly Dwell[]): Promise<void> => {
  const queueIt = async () => {
    const device = await deviceOf(owner);
    const seq = await kept(`seq ${owner}`, Date.now());
    await keep(`seq ${owner}`, seq + 1);
    const body = {
      device,
      seq,
      sentAt: iso(Date.now()),
      dwells: dwells.map((dwell) => ({ ...dwell, firstAt: iso(dwell.firstAt), lastAt: iso(dwell.lastAt) })),
    };
    void enqueue({ kind: 'batch', owner, body });
  };
  turn = turn.then(queueIt, queueIt);
  return turn;
};
