import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joka, startJoka } from '../test/support/cli/joka.ts';
import type { JokaProcess } from '../test/support/cli/joka.ts';
import { isAlive, readPostmasterFile } from '../infra/embedded/postmaster-file.ts';

const freePort = async (): Promise<string> =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(String(port)));
    });
  });

/** From an empty directory to a real instance that serves, by the commands of the README. */
describe('joka init, start and the commands beside it', { timeout: 180_000 }, () => {
  let base: string;
  let env: Record<string, string>;
  let running: JokaProcess | null = null;
  beforeAll(async () => {
    base = await mkdtemp(path.join(os.tmpdir(), 'joka-start-'));
    await chmod(base, 0o755);
    env = { JOKA_HOME: path.join(base, 'home'), JOKA_PORT: await freePort() };
  });
  afterAll(async () => {
    running?.child.kill('SIGTERM');
    await running?.ended;
    await rm(base, { recursive: true, force: true });
  });

  const begin = async (): Promise<string> => {
    running = startJoka(['start'], env);
    const line = await running.said(/Joka is at \S+/);
    return line.replace('Joka is at ', '');
  };
  const end = async (signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<number | null> => {
    running?.child.kill(signal);
    const code = (await running?.ended)?.code ?? null;
    running = null;
    return code;
  };
  const postmaster = async (): Promise<number> => {
    const file = await readPostmasterFile(path.join(base, 'home/postgres/data'));
    if (file === null) throw new Error('no server runs');
    return file.pid;
  };

  it('refuses an empty store where others could come, and says why', async () => {
    const { code, err } = await joka(['start'], { ...env, JOKA_PUBLIC_URL: 'https://joka.example.org' });
    expect(err).toMatch(/^error STORE_EMPTY: /m);
    expect(err).toContain('remove JOKA_PUBLIC_URL');
    expect(code).toBe(1);
  });

  it('makes a real instance once, with a link for its first operator', async () => {
    const { code, out } = await joka(['init', '--territory', '62510', '62498', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      communes: 2,
      operatorLink: expect.stringMatching(/\/enter\S+/) as string,
    });
    const again = await joka(['init', '--territory', '62510'], env);
    expect([again.code, again.err]).toEqual([1, expect.stringMatching(/INSTANCE_EXISTS/) as string]);
    expect((await joka(['init'], env)).code).toBe(2);
  });

  it('serves, lets commands work beside it, outlives them, and leaves nothing behind', async () => {
    // Started in the same second.
    const [url, beside] = await Promise.all([begin(), joka(['runs', '--json'], env)]);
    expect(beside.code).toBe(0);
    expect((await fetch(new URL('/healthz', url))).status).toBe(200);
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
    const page = await fetch(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/html/) as string,
    ]);
    const pid = await postmaster();
    const doctor = await joka(['doctor', '--json'], env);
    expect(doctor.code).toBe(0);
    const checks = doctor.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { check: string; state: string; detail: string });
    expect(checks.find(({ check }) => check === 'npm start')).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/memory/) as string,
    });
    const file = path.join(base, 'store.joka');
    expect((await joka(['backup', file], env)).code).toBe(0);
    // The commands ended and the server is still the same one.
    expect(await postmaster()).toBe(pid);
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
    const second = await joka(['start'], env);
    expect([second.code, second.err]).toEqual([1, expect.stringMatching(/PORT_TAKEN/) as string]);
    expect(await end('SIGINT')).toBe(0);
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(path.join(base, 'home'))).not.toContain('running.json');
  });

  it('keeps everything over a restart, and over kill -9 of itself', async () => {
    await begin();
    running?.child.kill('SIGKILL');
    await running?.ended;
    running = null;
    // Its processes end by themselves; the next start waits for their port.
    const url = await begin();
    expect((await fetch(new URL('/readyz', url))).status).toBe(200);
    expect(await end()).toBe(0);
    await expect(postmaster()).rejects.toThrow('no server runs');
    const { out } = await joka(['doctor', '--json'], env);
    expect(out).toMatch(/"check":"instance","state":"ok","detail":"real"/);
  });

  it('ends its database when a command that nobody else runs beside is interrupted', async () => {
    const other = { ...env, JOKA_HOME: path.join(base, 'interrupted'), JOKA_DEMO_TOWN: 'small' };
    const playing = startJoka(['demo'], other);
    await playing.said(/painting|playing/);
    const file = await readPostmasterFile(path.join(base, 'interrupted/postgres/data'));
    playing.child.kill('SIGINT');
    expect((await playing.ended).code).toBe(130);
    expect(isAlive(file?.pid ?? process.pid)).toBe(false);
  });

  it('goes into another store by backup and restore', async () => {
    const other = { ...env, JOKA_HOME: path.join(base, 'other') };
    const { code, out } = await joka(['restore', path.join(base, 'store.joka'), '--json'], other);
    expect([code, JSON.parse(out)]).toMatchObject([0, { erasedAgain: 0 }]);
    expect((await joka(['doctor', '--json'], other)).out).toMatch(
      /"check":"instance","state":"ok","detail":"real"/,
    );
  });
});
