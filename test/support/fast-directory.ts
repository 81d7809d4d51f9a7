import { mkdtemp, readFile, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 3e9;

/** Memory where there is plenty of it and programs may run from it, else the temporary directory of the disk. */
const parent = async (): Promise<string> => {
  const free = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  const mounts = await readFile('/proc/mounts', 'utf8').catch(() => '');
  const options = new RegExp(String.raw`^\S+ ${MEMORY} \S+ (\S+)`, 'm').exec(mounts)?.[1]?.split(',') ?? [
    'noexec',
  ];
  return free > ENOUGH_BYTES && !options.includes('noexec') ? MEMORY : os.tmpdir();
};

/** A new directory for suites that make whole database clusters, so that they do not wait for a busy disk. */
export const fastDirectory = async (name: string): Promise<string> =>
  mkdtemp(path.join(await parent(), `${name}-`));
