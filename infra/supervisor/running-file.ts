import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const fileIn = (home: string): string => path.join(home, 'running.json');

/** Notes that a supervisor runs this home. */
export const noteRunning = async (home: string, url: string): Promise<void> => {
  await writeFile(fileIn(home), `${JSON.stringify({ pid: process.pid, url })}\n`);
};

export const forgetRunning = async (home: string): Promise<void> => rm(fileIn(home), { force: true });

/** The supervisor of this home, or null when none is alive. */
export const findRunning = async (home: string): Promise<{ pid: number; url: string } | null> => {
  const text = await readFile(fileIn(home), 'utf8').catch(() => null);
  if (text === null) return null;
  const noted = JSON.parse(text) as { pid: number; url: string };
  try {
    process.kill(noted.pid, 0);
    return noted;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? noted : null;
  }
};

/** True after a kill -9: the note is there and its supervisor is not. Its processes may still be ending. */
export const wasKilled = async (home: string): Promise<boolean> =>
  (await readFile(fileIn(home), 'utf8').catch(() => null)) !== null && (await findRunning(home)) === null;
