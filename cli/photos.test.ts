import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fixedClock } from '../infra/clock.ts';
import { readConfig } from '../infra/config.ts';
import { memoryStore } from '../infra/object-store/memory.ts';
import { photograph, POSTERS, SALE } from '../ingest/photos/test/poster.ts';
import { testDatabase, type TestDatabase } from '../test/support/database.ts';
import type { CliContext } from './context.ts';
import { register as photos } from './photos.ts';
import { runCli } from './run.ts';

let database: TestDatabase;
let context: CliContext;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  const store = memoryStore();
  context = {
    config: () => readConfig({}),
    database: () => Promise.resolve(database.db),
    connection: () => Promise.reject(new Error('not needed')),
    store: () => Promise.resolve(store),
    clock: fixedClock(Date.UTC(2026, 9, 5)),
    close: () => Promise.resolve(),
  };
  await database.db.offers
    .insertInto('offers.territories')
    .values({ code: 'TEST', name: 'Test', communes: ['62510'], bounds: [1, 50, 2, 51] })
    .execute();
  folder = await mkdtemp(join(tmpdir(), 'joka-cli-photos-'));
  const [seller] = POSTERS;
  if (seller) await writeFile(join(folder, 'a-seller.jpg'), await photograph(seller));
  await writeFile(join(folder, 'b-sale.jpg'), await photograph(SALE));
  await writeFile(join(folder, 'c-phone.heic'), Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
  await writeFile(join(folder, 'notes.txt'), 'not a picture, not taken');
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const joka = async (
  ...argv: string[]
): Promise<{ code: number; rows: Record<string, unknown>[]; err: string }> => {
  const [out, err]: [string[], string[]] = [[], []];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line));
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line));
  try {
    const code = await runCli(argv, [photos], 'test', context);
    process.exitCode = undefined;
    const rows = out
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { code, rows, err: err.join('\n') };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
};

test('a folder goes through the pipeline; what is refused is named and the rest is kept', async () => {
  const { code, rows } = await joka('photos', 'add', folder, '--territory', 'TEST', '--json');
  expect(code).toBe(1);
  expect(rows.toSorted((a, b) => String(a['file']).localeCompare(String(b['file'])))).toMatchObject([
    { file: 'a-seller.jpg', state: 'review', verdict: 'vacancy', title: 'Vendeur / Vendeuse' },
    { file: 'b-sale.jpg', state: 'rejected', code: 'PHOTO_NOT_A_VACANCY' },
    { file: 'c-phone.heic', state: 'refused', code: 'PHOTO_HEIC' },
  ]);
  expect(JSON.stringify(rows)).not.toContain('03 53 01');
  const again = await joka('photos', 'add', folder, '--territory', 'TEST', '--json');
  expect(again.rows).toHaveLength(3);
  expect((await joka('photos', '--json')).rows).toHaveLength(2);
});

test('an operator answers for what waits; only for that', async () => {
  const [waiting] = (await joka('photos', '--state', 'review', '--json')).rows;
  const [over] = (await joka('photos', '--state', 'rejected', '--json')).rows;
  expect((await joka('photos', 'review', String(over?.['id']), 'accept')).err).toContain('PHOTO_UNKNOWN');
  expect((await joka('photos', 'review', String(waiting?.['id']), 'accept', '--json')).rows).toEqual([
    { photo: waiting?.['id'], answer: 'accept' },
  ]);
  const signals = await database.db.ops.selectFrom('ops.signals').select(['signal', 'value']).execute();
  expect(signals).toEqual([{ signal: 'reviewed', value: { accept: true } }]);
});

test.each([
  [['photos', 'add', '/nowhere.jpg', '--territory', 'TEST'], 1, 'PHOTO_FILE_MISSING'],
  [['photos', 'add', '.', '--territory', 'ELSEWHERE'], 1, 'TERRITORY_UNKNOWN'],
  [['photos', 'add', '.', '--territory', 'TEST', '--cell', '8a1fb46622dffff'], 1, 'PHOTO_CELL_INVALID'],
  [['photos', 'add', '.'], 2, ''],
  [['photos', 'review', 'x', 'accept'], 2, ''],
])('%j ends with %i', async (argv, code, told) => {
  const ran = await joka(...argv);
  expect(ran.code).toBe(code);
  expect(ran.err).toContain(told);
});
