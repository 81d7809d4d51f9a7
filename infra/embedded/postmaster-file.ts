import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** What a running postmaster writes in its data directory. */
export type PostmasterFile = { pid: number; port: number; sockets: string; ready: boolean };

/** Null when no server runs in this data directory, or when it has not yet said where it listens. */
export const readPostmasterFile = async (data: string): Promise<PostmasterFile | null> => {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, sockets = '', , , status = ''] = text.split('\n').map((line) => line.trim());
  if (pid === undefined || port === undefined || !/^-?\d+$/.test(pid) || !/^\d+$/.test(port)) return null;
  return { pid: Math.abs(Number(pid)), port: Number(port), sockets, ready: status.startsWith('ready') };
};

/** True while a process has this id, whoever owns it. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Removes the file of a server that died when its process id has meanwhile been given to another program (after a
 * reboot, mostly), which PostgreSQL would take for a running server. Only where /proc tells what a process is.
 */
export const removeStaleFile = async (data: string): Promise<void> => {
  const file = await readPostmasterFile(data);
  if (file === null || !isAlive(file.pid)) return;
  const name = await readFile(`/proc/${file.pid}/comm`, 'utf8').catch(() => null);
  if (name !== null && !name.startsWith('postgres'))
    await rm(path.join(data, 'postmaster.pid'), { force: true });
};
