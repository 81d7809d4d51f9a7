import { setPriority } from 'node:os';
import { writeFileSync } from 'node:fs';
import { JokaError } from '../../../game/errors.ts';
import type { Job, Report } from './messages.ts';

/** What a child does with one job; `progress` in percent. */
export type Work<In, Out> = (input: In, progress: (percent: number) => void) => Promise<Out>;

/**
 * The child's side: takes one job at a time from the parent until the parent is gone.
 *
 * `nice` (0 to 19) makes the process give way to others; it offers itself first to the kernel when memory runs out.
 * Whatever `work` throws becomes a message; nothing escapes as an uncaught error.
 */
export const serve = <In, Out>(work: Work<In, Out>, nice = 0): void => {
  const tell = (report: Report<Out>): void => {
    if (process.connected) process.send?.(report);
  };
  try {
    if (nice > 0) setPriority(nice);
    writeFileSync('/proc/self/oom_score_adj', '900');
  } catch {
    // not Linux, or not allowed: the parent's memory and time limits hold anyway
  }
  process.on('disconnect', () => process.exit(0));
  const take = async ({ id, input }: Job<In>): Promise<void> => {
    try {
      tell({ id, answer: await work(input, (progress) => tell({ id, progress })) });
    } catch (error) {
      if (error instanceof JokaError) {
        tell({ id, refused: { code: error.code, details: { ...error.details } } });
      } else tell({ id, broke: error instanceof Error ? error.message : String(error) });
    }
  };
  process.on('message', (job: Job<In>) => void take(job));
  tell({ ready: true });
};
