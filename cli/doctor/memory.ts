import { readdir, readFile } from 'node:fs/promises';
import { openClient } from '../../infra/db/pool.ts';

/** Parent of every process, where /proc tells. */
const parents = async (): Promise<Map<number, number>> => {
  const map = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [] as string[])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent !== undefined) map.set(Number(name), Number(parent));
  }
  return map;
};

/** Shared pages counted once over all processes, in bytes; resident size where that is not told. */
const memoryOf = async (pid: number): Promise<number> => {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const pss = /^Pss:\s+(\d+) kB/m.exec(rollup)?.[1];
  const status =
    pss ?? /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1];
  return Number(status ?? 0) * 1024;
};

/** Bytes of a process and all that it started; null where /proc does not tell. */
export const memoryOfTree = async (root: number): Promise<number | null> => {
  const map = await parents();
  if (!map.has(root)) return null;
  const belongs = (pid: number): boolean =>
    pid === root || (map.has(pid) && pid > 1 && belongs(map.get(pid) ?? 0));
  let total = 0;
  for (const pid of map.keys()) if (belongs(pid)) total += await memoryOf(pid);
  return total;
};

/** Process id of the embedded server behind an address. */
export const postmasterPid = async (url: string): Promise<number | null> => {
  const client = await openClient(url, 'joka:doctor');
  try {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int AS pid`,
    );
    return rows[0]?.pid ?? null;
  } catch {
    return null;
  } finally {
    await client.end();
  }
};
