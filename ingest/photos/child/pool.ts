import { JokaError } from '../../../game/errors.ts';
import { startChild, type Child, type ChildLimits } from './child.ts';

/** A pool's size and patience. */
export type PoolOptions = ChildLimits & {
  entry: URL;
  /** Children at once; each is started when first needed. */
  size: number;
  /** Jobs after which a child is replaced, since native memory only grows. */
  jobsPerChild: number;
  /** Jobs that may wait; one more is refused with `PHOTO_BUSY`. */
  queueLimit: number;
};

/** Children that work on pictures, so that no picture can stop or slow the process that asks. */
export type Pool<In, Out> = {
  /** `file` names the picture in messages. @throws JokaError `PHOTO_BUSY` and what `Child.run` throws. */
  run(input: In, file: string, progress?: (percent: number) => void): Promise<Out>;
  /** Process ids of the living children: for checks. */
  pids(): number[];
  /** Stops every child; jobs under way reject. */
  close(): Promise<void>;
};

type Slot<In, Out> = { child: Child<In, Out>; done: number; busy: boolean };

export const createPool = <In, Out>(options: PoolOptions): Pool<In, Out> => {
  const slots: Slot<In, Out>[] = [];
  const waiting: ((slot: Slot<In, Out> | null) => void)[] = [];
  let closed = false;

  const drop = (slot: Slot<In, Out>): void => {
    slot.child.kill();
    const at = slots.indexOf(slot);
    if (at >= 0) slots.splice(at, 1);
  };
  const add = (): Slot<In, Out> => {
    const slot = { child: startChild<In, Out>(options.entry, options), done: 0, busy: true };
    slots.push(slot);
    return slot;
  };
  const free = (): Slot<In, Out> | null => {
    for (const slot of slots.filter(({ busy, child }) => !busy && !child.alive)) drop(slot);
    const idle = slots.find(({ busy }) => !busy);
    if (idle) idle.busy = true;
    return idle ?? (slots.length < options.size ? add() : null);
  };
  const release = (slot: Slot<In, Out>): void => {
    slot.busy = false;
    slot.done += 1;
    if (closed || !slot.child.alive || slot.done >= options.jobsPerChild) drop(slot);
    if (closed) return;
    const next = waiting.shift();
    if (!next) return;
    const found = free();
    if (found) next(found);
    else waiting.unshift(next);
  };
  const stopped = (): JokaError =>
    new JokaError('PHOTO_ENGINE_STOPPED', { place: options.place, reason: 'it is closed' });

  return {
    async run(input, file, progress) {
      if (closed) throw stopped();
      let slot = free();
      if (!slot) {
        if (waiting.length >= options.queueLimit) {
          throw new JokaError('PHOTO_BUSY', { waiting: waiting.length, place: options.place });
        }
        slot = await new Promise<Slot<In, Out> | null>((resolve) => {
          waiting.push(resolve);
        });
      }
      if (!slot || closed) throw stopped();
      try {
        return await slot.child.run(input, file, progress);
      } finally {
        release(slot);
      }
    },
    pids: () => slots.flatMap(({ child }) => (child.alive && child.pid !== undefined ? [child.pid] : [])),
    async close() {
      closed = true;
      for (const slot of slots.splice(0)) slot.child.kill();
      for (const next of waiting.splice(0)) next(null);
      await Promise.resolve();
    },
  };
};
