import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, enterByLink, openHarness } from '../api/test/harness.ts';
import type { Harness } from '../api/test/harness.ts';
import { readConfig } from '../infra/config.ts';
import type { CliContext } from './context.ts';
import { register } from './erase.ts';
import { runCli } from './run.ts';

let joka: Harness;
let home: string;
let context: CliContext;

beforeAll(async () => {
  joka = await openHarness();
  home = await mkdtemp(join(tmpdir(), 'joka-erase-'));
  context = {
    clock: joka.clock,
    config: () => readConfig({ JOKA_HOME: home }),
    database: async () => joka.test.db,
    connection: () => Promise.reject(new Error('not needed')),
    store: async () => joka.store,
    close: async () => undefined,
  };
  await enterByLink(joka, joka.operatorLink, 'Opératrice');
});
afterAll(async () => {
  await joka.close();
  await rm(home, { recursive: true });
});

const run = async (...argv: string[]): Promise<{ exit: number; out: string; err: string }> => {
  const out = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const err = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const exit = await runCli(argv, [register], '0', context);
  const said = { exit, out: out.mock.calls.flat().join('\n'), err: err.mock.calls.flat().join('\n') };
  out.mockRestore();
  err.mockRestore();
  return said;
};

describe('joka erase', () => {
  it('erases by nickname, to the last link, and says so', async () => {
    const account = {
      nickname: 'Mehdi',
      passphrase: 'un ciel tout gris',
      ageBand: '18-25',
      territory: '62510',
    };
    const { cookie } = await ask(joka, 'POST', '/enter/alone', { body: account });
    const said = await run('erase', ' MEHDI ', '--json');
    expect(said.exit, said.err).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ finished: true });
    expect((await ask(joka, 'GET', '/me', { as: cookie })).status).toBe(410);
    const { vault, game } = joka.test.db;
    expect(await vault.selectFrom('vault.link').selectAll().execute()).toEqual([]);
    expect(await game.selectFrom('game.players').selectAll().execute()).toEqual([]);
    expect(
      (
        await ask(joka, 'POST', '/enter/passphrase', {
          body: { nickname: 'Mehdi', passphrase: account.passphrase },
        })
      ).status,
    ).toBe(401);
  });

  it('fails with a code for an unknown account, and a usage error for none', async () => {
    expect(await run('erase', 'Mehdi')).toMatchObject({
      exit: 1,
      err: expect.stringContaining('ACCOUNT_UNKNOWN'),
    });
    expect((await run('erase')).exit).toBe(2);
  });
});
