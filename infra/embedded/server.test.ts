import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fastDirectory } from '../../test/support/fast-directory.ts';
import { spawnUser } from '../../test/support/embedded/spawn-user.ts';
import { openClient } from '../db/pool.ts';
import { abandonedPlaces } from './place.ts';
import { isAlive } from './postmaster-file.ts';
import { useEmbeddedServer } from './server.ts';
import type { EmbeddedServer } from './server.ts';

const ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;

const query = async (server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> => {
  const client = await openClient(server.url);
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
};

const waitUntilDead = async (pid: number): Promise<void> => {
  for (let i = 0; i < 200 && isAlive(pid); i += 1) await new Promise((resolve) => setTimeout(resolve, 25));
};

describe('the embedded PostgreSQL', () => {
  let base: string;
  let home: string;
  beforeEach(async () => {
    base = await fastDirectory('joka-embedded');
    await chmod(base, 0o755);
    home = path.join(base, 'home');
  });
  afterEach(async () => {
    await rm(base, { recursive: true, force: true });
  });

  it('is made, adopted, and ended by its last user; what was written stays', async () => {
    const first = await useEmbeddedServer({ home });
    const second = await useEmbeddedServer({ home });
    expect([first.started, second.started]).toEqual([true, false]);
    expect(second.pid()).toBe(first.pid());
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS n');
    const shown = await query(
      second,
      `SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS tcp,
              current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums,
              (SELECT datcollate FROM pg_database WHERE datname = 'template1') AS collation`,
    );
    expect(shown).toEqual([{ fsync: 'on', tcp: '', encoding: 'UTF8', checksums: 'on', collation: 'C' }]);
    await first.release();
    expect(isAlive(second.pid())).toBe(true);
    await second.release();
    expect(isAlive(second.pid())).toBe(false);
    const third = await useEmbeddedServer({ home });
    expect(await query(third, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    expect((await stat(third.place.passwordFile)).mode & 0o777).toBe(0o600);
    expect((await stat(third.place.data)).mode & 0o777).toBe(0o700);
    expect(third.place.account === null).toBe(!ROOT);
    await third.release();
  });

  it('is adopted after kill -9 of Node, and restarted after kill -9 of the postmaster', async () => {
    const killed = spawnUser(home, { sql: 'CREATE TABLE kept AS SELECT 7 AS n' });
    const { pid } = await killed.held;
    await killed.kill();
    expect(isAlive(pid)).toBe(true);
    const adopted = await useEmbeddedServer({ home });
    expect([adopted.started, adopted.pid()]).toEqual([false, pid]);
    process.kill(pid, 'SIGKILL');
    await waitUntilDead(pid);
    // Its users start it again, at the same address, and a newcomer finds it or starts it.
    const again = await useEmbeddedServer({ home });
    expect(again.url).toBe(adopted.url);
    expect(again.pid()).not.toBe(pid);
    await vi.waitFor(() => expect(adopted.pid()).toBe(again.pid()), { timeout: 20_000, interval: 50 });
    expect(await query(again, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await again.release();
    process.kill(adopted.pid(), 'SIGKILL');
    await waitUntilDead(again.pid());
    // Nobody else comes: the one user that is left starts it alone.
    await vi.waitFor(async () => expect(await query(adopted, 'SELECT n FROM kept')).toEqual([{ n: 7 }]), {
      timeout: 20_000,
      interval: 100,
    });
    await adopted.release();
    expect(isAlive(adopted.pid())).toBe(false);
  });

  it('is one server for processes that start in the same second, and for one that comes while the last one leaves', async () => {
    const users = [1, 2, 3].map(() => spawnUser(home));
    const held = await Promise.all(users.map(async (user) => user.held));
    expect(new Set(held.map(({ pid }) => pid)).size).toBe(1);
    expect(held.filter(({ started }) => started)).toHaveLength(1);
    await Promise.all(users.slice(1).map(async (user) => user.release()));
    const leaving = users[0]?.release();
    const arriving = await useEmbeddedServer({ home });
    expect(await leaving).toBe(0);
    expect(await query(arriving, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await arriving.release();
    expect(isAlive(arriving.pid())).toBe(false);
  });

  it('works without LANG, on a long path with spaces and accents, with port 5432 taken', async () => {
    const taken = net.createServer();
    await new Promise<void>((resolve) => {
      // Taken by somebody else already serves as well.
      taken.once('error', () => resolve());
      taken.listen(5432, '127.0.0.1', resolve);
    });
    const long = path.join(base, 'Mes documents à moi', 'Été 2026, l’essai n° 2'.repeat(4), 'joka');
    await mkdir(long, { recursive: true });
    const user = spawnUser(long, { sql: `SELECT 'Liévin — œuvre' AS text`, env: {} });
    expect((await user.held).rows).toEqual([{ text: 'Liévin — œuvre' }]);
    expect(await user.release()).toBe(0);
    taken.close();
  });

  it('listens on loopback with a free port where there are no sockets', async () => {
    const server = await useEmbeddedServer({ home, unixSockets: false });
    expect(new URL(server.url).searchParams.get('host')).toBe('127.0.0.1');
    expect(await query(server, `SELECT current_setting('unix_socket_directories') AS s`)).toEqual([
      { s: '' },
    ]);
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(openClient(wrong.toString())).rejects.toThrow(/password authentication failed/);
    await server.release();
    expect(isAlive(server.pid())).toBe(false);
  });

  it('refuses a data directory of another major version, and one that is not its own', async () => {
    const server = await useEmbeddedServer({ home });
    await server.release();
    await writeFile(path.join(server.place.data, 'PG_VERSION'), '16\n');
    await expect(useEmbeddedServer({ home })).rejects.toMatchObject({
      code: 'DB_EMBEDDED_VERSION',
      details: { found: '16', expected: '18' },
    });
    await rm(path.join(server.place.data, 'PG_VERSION'));
    await expect(useEmbeddedServer({ home })).rejects.toMatchObject({ code: 'DB_EMBEDDED_PLACE' });
  });

  it('says what is wrong when it cannot run, at once', async () => {
    const server = await useEmbeddedServer({ home });
    await server.release();
    await expect(useEmbeddedServer({ home, settings: { shared_buffers: 'much' } })).rejects.toMatchObject({
      code: 'DB_EMBEDDED_START',
      message: expect.stringContaining('shared_buffers') as string,
    });
    await writeFile(path.join(base, 'file'), '');
    await expect(useEmbeddedServer({ home: path.join(base, 'file/home') })).rejects.toMatchObject({
      code: 'DB_EMBEDDED_PLACE',
    });
  });

  it('is not fooled by the process id of a dead server that another program has now', async () => {
    const server = await useEmbeddedServer({ home });
    await server.release();
    const pidFile = path.join(server.place.data, 'postmaster.pid');
    const lines = [process.pid, server.place.data, 1, 5432, server.place.sockets, '', '1 1', 'ready   '];
    await writeFile(pidFile, `${lines.join('\n')}\n`);
    const again = await useEmbeddedServer({ home });
    expect(again.started).toBe(true);
    await again.release();
  });

  it('keeps values of rows out of its log', async () => {
    const server = await useEmbeddedServer({ home });
    await query(server, 'CREATE TABLE one (cell text PRIMARY KEY)');
    const insert = `INSERT INTO one VALUES ('8b194ad0c0dbfff')`;
    await query(server, insert);
    await expect(query(server, insert)).rejects.toThrow(/duplicate key/);
    await server.release();
    const log = await readFile(server.place.log, 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('8b194ad0c0dbfff');
  });

  it.runIf(ROOT)(
    'run as root in a 0700 home, keeps its data where nobody reaches, and finds it again',
    async () => {
      await mkdir(home, { mode: 0o700 });
      await chmod(base, 0o700);
      const server = await useEmbeddedServer({ home });
      try {
        expect(server.place.root).toMatch(/^\/(var\/lib|var\/tmp|tmp)\/joka-[0-9a-f]{12}-[0-9a-f]{8}$/);
        expect((await readFile(path.join(home, 'postgres/place'), 'utf8')).trim()).toBe(server.place.root);
        await query(server, 'CREATE TABLE kept AS SELECT 7 AS n');
        expect((await stat(server.place.data)).uid).toBe(NOBODY);
        await server.release();
        const again = await useEmbeddedServer({ home });
        expect(again.place.root).toBe(server.place.root);
        expect(await query(again, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
        await again.release();
        const copy = path.join(base, 'copy');
        await cp(home, copy, { recursive: true });
        await expect(useEmbeddedServer({ home: copy })).rejects.toMatchObject({ code: 'DB_EMBEDDED_PLACE' });
        await rm(home, { recursive: true });
        const moved = await useEmbeddedServer({ home: copy });
        expect(await query(moved, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
        await moved.release();
        expect(await abandonedPlaces()).not.toContain(server.place.root);
        await rm(copy, { recursive: true });
        const persistent = server.place.root.startsWith('/var/');
        expect((await abandonedPlaces()).includes(server.place.root)).toBe(persistent);
      } finally {
        await rm(server.place.root, { recursive: true, force: true });
      }
    },
  );

  it.runIf(ROOT)('keeps the data of a temporary home among temporary files', async () => {
    const temporary = await mkdtemp(path.join(os.tmpdir(), 'joka-temporary-'));
    const server = await useEmbeddedServer({ home: temporary });
    await server.release();
    expect(path.dirname(server.place.root)).toBe(os.tmpdir());
    await rm(server.place.root, { recursive: true });
    await rm(temporary, { recursive: true });
  });

  it.runIf(ROOT)('says so when it runs as a user without an account', async () => {
    await mkdir(home, { mode: 0o700 });
    await chown(home, 54_321, 54_321);
    const user = spawnUser(home, { uid: 54_321, gid: 54_321 });
    await expect(user.held).rejects.toThrow(/54321, which this machine has no account for/);
  });

  it.runIf(ROOT)('works for an ordinary user in a home of their own', async () => {
    await mkdir(home, { mode: 0o700 });
    await chown(home, NOBODY, NOBODY);
    const user = spawnUser(home, { sql: 'SELECT 1 AS n', uid: NOBODY, gid: NOBODY });
    const { rows, root } = await user.held;
    expect(rows).toEqual([{ n: 1 }]);
    expect(root).toBe(path.join(home, 'postgres'));
    expect(await user.release()).toBe(0);
  });
});
