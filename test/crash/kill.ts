import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../infra/config.ts';
import type { StoryName } from './scenario.ts';
import type { Trial } from './trials.ts';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));

/** Plays a trial in a process of its own that kills itself (SIGKILL) at a point. Answers how it ended. */
export const playAndDie = async (
  trial: Trial,
  point: string,
  story: StoryName,
  more: readonly string[] = [],
): Promise<string> => {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, trial.url, trial.folder, story, ...more], {
    env: childEnvironment({ JOKA_TEST_CRASH_AT: point }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code, by] = (await once(child, 'close')) as [number | null, string | null];
  if (by !== null) return by;
  return code === 0 ? 'lived' : `failed: ${said.slice(-2000)}`;
};
