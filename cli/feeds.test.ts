import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { testDatabase } from '../test/support/database.ts';
import type { TestDatabase } from '../test/support/database.ts';
import { inventedOffer, writePages } from '../test/support/francetravail-pages.ts';
import { systemClock } from '../infra/clock.ts';
import { readConfig } from '../infra/config.ts';
import { openClient } from '../infra/db/pool.ts';
import { memoryStore } from '../infra/object-store/memory.ts';
import { feedPipeline } from '../ingest/feeds/pipeline.ts';
import { createFeedSteps } from '../ingest/feeds/steps.ts';
import { createInlineRunner } from '../workflows/inline/runner.ts';
import { defineWork, registryOf } from '../workflows/work.ts';
import type { CliContext } from './context.ts';
import { register as feed } from './feed.ts';
import { register as ingest } from './ingest.ts';
import { register as offers } from './offers.ts';
import { register as quarantine } from './quarantine.ts';
import { runCli } from './run.ts';

let database: TestDatabase;
let context: CliContext;
let root: string;
const store = memoryStore();

beforeEach(async () => {
  database = await testDatabase();
  root = await mkdtemp(join(tmpdir(), 'joka-cli-feeds-'));
  context = {
    config: () => readConfig({}),
    database: () => Promise.resolve(database.db),
    connection: () => Promise.reject(new Error('not needed')),
    store: () => Promise.resolve(store),
    clock: systemClock,
    close: () => Promise.resolve(),
  };
});
afterEach(async () => {
  await database.close();
  await rm(root, { recursive: true, force: true });
});

/** Runs one command line; gives its exit code and what it printed on standard output. */
const joka = async (
  ...argv: string[]
): Promise<{ code: number; out: string; json: Record<string, unknown>[] }> => {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: unknown) => void printed.push(String(line)));
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  process.exitCode = undefined;
  try {
    const code = await runCli(argv, [feed, ingest, offers, quarantine], 'test', context);
    const out = printed.join('\n');
    const json = argv.includes('--json')
      ? printed.map((line) => JSON.parse(line) as Record<string, unknown>)
      : [];
    return { code, out, json };
  } finally {
    process.exitCode = undefined;
    for (const spy of [log, error, written]) spy.mockRestore();
  }
};

const pages = async (rows: readonly unknown[], name = 'pages'): Promise<string> => {
  const dir = join(root, name);
  await writePages(dir, rows);
  return dir;
};

describe('without a worker', () => {
  test('a folder is ingested, listed, and a second run says unchanged', async () => {
    const withContact = inventedOffer(0, {
      contact: { telephone: '01 99 00 25 02', nom: 'Mme Camille EXEMPLE' },
    });
    const dir = await pages([withContact, inventedOffer(1, { typeContrat: 'MIS', natureContrat: null })]);
    const first = await joka('ingest', 'francetravail', dir);
    expect(first.code).toBe(0);
    expect(first.out).toContain(
      '2 offers seen, 2 created, 0 updated, 0 unchanged, 0 withdrawn, 0 set aside; complete',
    );
    expect(first.out).toContain('commune 2 (100.0 %)');
    const again = await joka('ingest', 'francetravail', dir, '--json');
    expect(again.json[0]).toMatchObject({
      status: 'done',
      created: 0,
      unchanged: 2,
      precision: { commune: 2 },
    });
    const listed = await joka('offers', '--json');
    expect(listed.json).toHaveLength(2);
    expect(listed.out).not.toMatch(/EXEMPLE|01 99/);
    expect(listed.json[0]).toMatchObject({
      attribution: expect.stringContaining('France Travail') as string,
    });
    expect((await joka('offers', '--contract', 'interim', '--json')).json).toHaveLength(1);
    expect((await joka('offers', '--commune', '75056', '--json')).json).toEqual([]);
    expect((await joka('offers')).out).toContain('Vendeur / Vendeuse numéro 1');
    const status = await joka('feed', 'status', '--json');
    expect(status.json.find(({ source }) => source === 'francetravail')).toMatchObject({
      open: 2,
      unchanged: 2,
      complete: true,
    });
  });

  test('a bad row is listed with its remedy and can be retried and dropped', async () => {
    const dir = await pages([inventedOffer(0), inventedOffer(1, { intitule: 5 })]);
    expect((await joka('ingest', 'francetravail', dir)).out).toContain('1 set aside');
    const [line] = (await joka('quarantine', '--json')).json;
    expect(line).toMatchObject({ code: 'FEED_FIELD_TYPE', place: 'offres.0-1.json/resultats[1].intitule' });
    expect((await joka('quarantine', 'retry', String(line?.['id']), '--json')).json[0]).toEqual({
      asked: 1,
      by: 'here',
      stillHeld: 1,
    });
    expect((await joka('quarantine', '--json')).json[0]).toMatchObject({ tries: 1, state: 'held' });
    expect((await joka('quarantine', 'drop', '--all', '--json')).json[0]).toEqual({ dropped: 1 });
    expect((await joka('quarantine')).out).toBe('nothing is set aside');
  });

  test('a held run is released by name', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => inventedOffer(i));
    await joka('ingest', 'francetravail', await pages(rows));
    const held = await joka('ingest', 'francetravail', await pages(rows.slice(10), 'fewer'), '--json');
    expect(held.json[0]).toMatchObject({ status: 'held', withdrawn: 0 });
    const released = await joka('feed', 'release', String(held.json[0]?.['id']));
    expect(released.out).toBe('10 offers withdrawn');
    expect((await joka('offers', '--json')).json).toHaveLength(10);
  });

  test('wrong use is 2, a failure is 1', async () => {
    expect((await joka('quarantine', 'retry')).code).toBe(2);
    expect((await joka('ingest', 'francetravail', root, '--source', 'Bad Id')).code).toBe(2);
    expect((await joka('ingest', 'francetravail', join(root, 'absent'))).code).toBe(1);
    expect((await joka('ingest', 'francetravail', root)).code).toBe(1);
    expect((await joka('feed', 'release', 'nothing')).code).toBe(1);
    expect((await joka('feed', 'status', '--source', 'nobody')).code).toBe(1);
  });

  test('another source keeps its own name and licence, and cannot change them by accident', async () => {
    const dir = await pages([inventedOffer(0)]);
    const own = ['--source', 'ml-lens', '--name', 'ML de Lens', '--licence', 'accord', '--origin', 'partner'];
    expect((await joka('ingest', 'francetravail', dir, ...own)).code).toBe(0);
    expect((await joka('offers', '--source', 'ml-lens', '--json')).json[0]).toMatchObject({
      licence: 'accord',
      attribution: 'Source : ML de Lens',
      origin: 'partner',
    });
    expect((await joka('ingest', 'francetravail', dir, ...own.slice(0, -3), 'autre')).code).toBe(1);
  });
});

test('beside a worker the work is the worker’s', async () => {
  const dir = await pages([inventedOffer(0), inventedOffer(1)]);
  // a worker is a connection of this name and a runner that looks for work
  const client = await openClient(database.url, 'joka:worker:test');
  const steps = createFeedSteps({
    db: database.db,
    store,
    clock: systemClock,
    sleep: async (ms) => {
      await sleep(ms);
    },
    credentials: () => null,
  });
  const runner = createInlineRunner({
    db: database.db,
    registry: registryOf(defineWork(feedPipeline, steps)),
    clock: systemClock,
    url: database.url,
    pollMs: 50,
  });
  await runner.start();
  try {
    const { json } = await joka('ingest', 'francetravail', dir, '--json');
    expect(json[0]).toMatchObject({ status: 'done', created: 2 });
  } finally {
    await runner.stop();
    await client.end();
  }
});
