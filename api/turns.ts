import { JokaError } from '../game/errors.ts';

/** Something that works for one at a time and can be stopped. */
export type Interruptible = { interrupt(): void };

/** Requests that may wait for their turn; more are told to come back. */
const MOST_WAITING = 20;

/**
 * Gives each piece of work one of a few tools, in the order asked, and stops it after the deadline.
 * @throws JokaError SERVER_BUSY when too many wait; QUERY_TOO_LONG after the deadline
 */
export const createTurns = <T extends Interruptible>(
  tools: readonly T[],
  seconds: number,
): (<R>(work: (tool: T) => Promise<R>) => Promise<R>) => {
  const free = [...tools];
  const waiting: ((tool: T) => void)[] = [];

  const take = async (): Promise<T> => {
    const tool = free.pop();
    if (tool !== undefined) return tool;
    if (waiting.length >= MOST_WAITING) throw new JokaError('SERVER_BUSY');
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  const giveBack = (tool: T): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(tool);
    else next(tool);
  };

  return async (work) => {
    const tool = await take();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      tool.interrupt();
    }, seconds * 1000);
    try {
      return await work(tool);
    } catch (error) {
      throw late ? new JokaError('QUERY_TOO_LONG', { seconds }, error) : error;
    } finally {
      clearTimeout(timer);
      giveBack(tool);
    }
  };
};
