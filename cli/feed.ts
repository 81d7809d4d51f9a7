import type { Register } from './run.ts';
import { registerAnswers } from './feed/answer.ts';
import { registerEnable } from './feed/enable.ts';
import { registerMappings } from './feed/mappings.ts';
import { registerReplay } from './feed/replay.ts';
import { registerStatus } from './feed/status.ts';
import { registerTry } from './feed/try.ts';

/** `joka feed`: how the sources stand; held runs; mappings; runs read again from what is kept. */
export const register: Register = (program, context) => {
  const feed = program
    .command('feed')
    .description('Job feeds: how they stand, held runs, mappings, replays.');
  registerStatus(feed, context);
  registerAnswers(feed, context);
  registerMappings(feed);
  registerTry(feed);
  registerReplay(feed, context);
  registerEnable(feed, context);
};
