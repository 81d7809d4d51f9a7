import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { photograph, SALE } from '../test/poster.ts';

const childrenOf = async (parent: number): Promise<number[]> => {
  const found: number[] = [];
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // the name in brackets may hold spaces: the parent's id is the second field after it
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[1]) === parent && fields[0] !== 'Z') found.push(Number(name));
  }
  return found;
};
const commandOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');

test.runIf(process.platform === 'linux')(
  'a reader whose parent is killed ends too, in the middle of a picture',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'joka-orphan-'));
    const file = join(folder, 'sale.jpg');
    await writeFile(file, await photograph(SALE));
    const program = fileURLToPath(new URL('../test/children/parent.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--import', 'tsx', program, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const all = await childrenOf(parent.pid ?? 0);
    const commands = await Promise.all(all.map(async (pid) => ({ pid, command: await commandOf(pid) })));
    const reader = commands.find(({ command }) => command.includes('reading-child'))?.pid;
    expect(reader).toBeGreaterThan(0);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (let tries = 0; tries < 100 && (await commandOf(reader ?? 0)).includes('reading-child'); tries += 1)
      await sleep(100);
    expect(await commandOf(reader ?? 0)).not.toContain('reading-child');
    await rm(folder, { recursive: true });
  },
);
