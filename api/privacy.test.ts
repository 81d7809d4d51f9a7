import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellToLatLng, cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personRows } from '../analytics/export/person-rows.ts';
import type { PersonPart } from '../analytics/export/person-rows.ts';
import { openLake } from '../infra/lake/open-lake.ts';
import type { OpenLake } from '../infra/lake/open-lake.ts';
import { createTesseract } from '../ingest/photos/read/tesseract.ts';
import { createInlineRunner } from '../workflows/inline/runner.ts';
import { createRegistry } from '../workflows/registry.ts';
import {
  ask,
  enterByLink,
  enterPlayer,
  enterStaff,
  EMPTY_LAB,
  NOW,
  openHarness,
  uploadPhoto,
} from './test/harness.ts';
import type { Answer, Harness } from './test/harness.ts';

/** Where the person of this test walks: nobody else does. */
const CELLS = gridDisk(latLngToCell(50.4321, 2.7654, 11), 4);
const SHOP = latLngToCell(50.4322, 2.7655, 12);

/** Every way a place of the person could be written. */
const places = (): string[] =>
  CELLS.flatMap((cell) => {
    const [lat, lng] = cellToLatLng(cell);
    const cloud = cellToParent(cell, 10);
    return [
      cell,
      cloud,
      String(BigInt(`0x${cell}`)),
      String(BigInt(`0x${cloud}`)),
      lat.toFixed(4),
      lng.toFixed(4),
    ];
  });

let joka: Harness;
let lake: OpenLake;
let cacheDir: string;
let player: string;
const answers: Answer[] = [];
const urls: string[] = [];
let run: () => Promise<void>;
let closeEngine: () => Promise<void>;

const send = async (
  ...args: Parameters<typeof ask> extends [unknown, ...infer R] ? R : never
): Promise<Answer> => {
  const answer = await ask(joka, ...args);
  urls.push(args[1]);
  answers.push(answer);
  return answer;
};

const dwell = (i: number, extra: object = {}) => ({
  cell: CELLS[i % CELLS.length],
  home: false,
  firstAt: new Date(NOW - 3_600_000 + i * 60_000).toISOString(),
  lastAt: new Date(NOW - 3_560_000 + i * 60_000).toISOString(),
  n: 8,
  accuracy: 'fine',
  ...extra,
});
const device = randomUUID();
const batch = (seq: number, dwells: object[]) => ({
  device,
  seq,
  sentAt: new Date(NOW).toISOString(),
  dwells,
});

beforeAll(async () => {
  // The lake is opened over the harness's own database, below.
  const person = async (study: string): Promise<readonly PersonPart[]> => {
    const duck = await lake.openDuck();
    try {
      return await personRows(lake, duck, study);
    } finally {
      duck.close();
    }
  };
  joka = await openHarness('real', { lab: { ...EMPTY_LAB, person } });
  cacheDir = await mkdtemp(join(tmpdir(), 'joka-privacy-'));
  const { db } = joka.test;
  const { store, clock } = joka;
  lake = openLake({ db, store, clock, cacheDir, memoryLimitMb: 256, threads: 1 });
  const engine = createTesseract();
  closeEngine = () => engine.close();
  const registry = createRegistry({
    db,
    store,
    clock,
    study: { ...lake, db },
    engine,
    credentials: () => null,
    sleep: async () => undefined,
  });
  run = () => createInlineRunner({ db, registry, clock }).runUntilIdle();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  const adviser = await enterStaff(joka, operator, 'adviser', '62510');
  // The phone is also the study's logger: its number must go with the person.
  await db.study.insertInto('study.loggers').values({ device }).execute();
  joka.clock.set(NOW - 7_200_000);
  player = await enterPlayer(joka, adviser, 'play_position', 'research');
  joka.clock.set(NOW);
});
afterAll(async () => {
  await closeEngine();
  await joka.close();
  await rm(cacheDir, { recursive: true });
});

/** Every row of every table, as text. */
const dump = async (): Promise<string> => {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname IN ('idp', 'game', 'study', 'vault', 'offers', 'ops')`.execute(joka.test.db.ops);
  const parts: string[] = [];
  for (const { name } of rows) {
    const [schema = ''] = name.split('.');
    const role = schema as 'idp' | 'game' | 'study' | 'vault' | 'offers' | 'ops';
    const all = await sql<{
      row: string;
    }>`SELECT row_to_json(t)::text AS row FROM ${sql.table(name)} t`.execute(joka.test.db[role]);
    parts.push(...all.rows.map(({ row }) => `${name} ${row}`));
  }
  return parts.join('\n');
};

const linesWith = (text: string, needles: readonly string[]): string[] =>
  text.split('\n').filter((line) => needles.some((needle) => line.includes(needle)));

describe('a played session', () => {
  it('leaves no coordinate and no cell of the person in any log, address or error', async () => {
    await send('POST', '/play/batches', {
      as: player,
      body: batch(
        0,
        [0, 1, 2, 3, 4, 5].map((i) => dwell(i)),
      ),
    });
    // Everything that can go wrong with places in it.
    await send('POST', '/play/batches', {
      as: player,
      body: batch(1, [dwell(6), dwell(7, { cell: SHOP }), dwell(8, { home: true })]),
    });
    await send('POST', '/play/batches', { as: player, body: batch(0, [dwell(9)]) });
    await send('POST', '/play/batches', {
      as: player,
      body: batch(2, [dwell(3, { accuracy: 'great', [CELLS[3] ?? '']: 1 })]),
    });
    await send('POST', '/play/batches', {
      as: player,
      body: batch(3, [dwell(3, { cell: { cell: CELLS[3] } })]),
    });
    await send('POST', '/play/batches', { as: null, body: batch(4, [dwell(4)]) });
    const broken = await joka.app.inject({
      method: 'POST',
      url: '/api/v1/play/batches',
      headers: { cookie: `joka=${player}`, 'content-type': 'application/json' },
      payload: `{"device":"${device}","dwells":[{"cell":"${CELLS[2]}",}]}`,
    });
    answers.push({ status: broken.statusCode, body: broken.json(), cookie: null });
    await run();
    const picture = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const photo = await uploadPhoto(joka, player, picture, { placeCell: SHOP, accuracyM: '9' });
    answers.push(photo, await uploadPhoto(joka, player, picture, { placeCell: CELLS[0] ?? '' }));
    for (const path of [
      '/play/fog',
      '/play/map',
      '/play/discoveries',
      '/play/points',
      '/me',
      '/photos',
      '/play/notebook',
    ])
      expect((await send('GET', path, { as: player })).status).toBe(200);
    await run();
    expect(photo.status).toBe(202);
    const refusals = answers.filter(({ status }) => status >= 400);
    expect(refusals.map(({ status }) => status)).toEqual([409, 400, 400, 401, 400, 400]);
    expect(linesWith(JSON.stringify(refusals.map(({ body }) => body)), places())).toEqual([]);
    expect(linesWith(urls.join('\n'), places())).toEqual([]);
    expect(joka.logged.length).toBeGreaterThan(5);
    expect(linesWith(joka.logged.join('\n'), places())).toEqual([]);
    const runs = (await dump()).split('\n').filter((line) => line.startsWith('ops.'));
    expect(linesWith(runs.join('\n'), places())).toEqual([]);
  }, 120_000);

  it('keeps cells where they belong only: the game, and with consent the study under another name', async () => {
    const found = new Set(linesWith(await dump(), places()).map((line) => line.split(' ')[0]));
    expect(new Set(found)).toEqual(
      new Set(['game.batches', 'game.cleared_cells', 'game.ledger', 'study.staging']),
    );
  });
});

describe('an erased person', () => {
  it('is gone from every table, file and result; late requests answer 410', async () => {
    const { db } = joka.test;
    const exported = (await send('GET', '/me/export', { as: player })).body as {
      tables: { table: string; rows: { id?: string }[] }[];
    };
    const rowOf = (table: string) => exported.tables.find((one) => one.table === table)?.rows[0];
    const account = rowOf('idp.users')?.id ?? '';
    const game = rowOf('game.players')?.id ?? '';
    const links = await db.vault
      .selectFrom('vault.link')
      .selectAll()
      .where('account', '=', account)
      .execute();
    const study = links.find(({ domain }) => domain === 'study')?.pid ?? '';
    expect(rowOf('study.staging')).toMatchObject({ lake_table: 'fixes' });
    expect(JSON.stringify(exported)).not.toContain(study);
    expect([account, game, study].every((id) => id.length === 36)).toBe(true);
    await db.ops
      .insertInto('ops.outbox')
      .values({ kind: 'lake-flush', subject: 'all', created_at: new Date(NOW) })
      .execute();
    await run();
    const inLake = async (): Promise<number> => {
      const { relations } = await lake.lake.snapshot(['fixes']);
      if (relations.fixes === undefined) return 0;
      const duck = await lake.openDuck();
      const [row] = await duck.rows<{ n: bigint }>(
        `SELECT count(*) AS n FROM ${relations.fixes} WHERE person = '${study}'`,
      );
      duck.close();
      return Number(row?.n ?? 0);
    };
    expect(await inLake()).toBe(7);
    const after = (await send('GET', '/me/export', { as: player })).body as typeof exported;
    const held = after.tables.find(({ table }) => table === 'lake.fixes')?.rows ?? [];
    expect(held).toHaveLength(7);
    expect(held[0]).toMatchObject({ accuracy: 'fine', home: false, n: 8 });
    expect(new Set(held.map((row) => (row as { cell: string }).cell)).size).toBe(7);
    expect(held.every((row) => CELLS.includes((row as { cell: string }).cell))).toBe(true);
    expect(JSON.stringify(after)).not.toContain(study);
    expect((await send('DELETE', '/me', { as: player })).status).toBe(200);
    const late = await send('POST', '/play/batches', { as: player, body: batch(9, [dwell(1)]) });
    expect(late).toMatchObject({ status: 410, body: { code: 'PERSON_ERASED' } });
    await run();
    expect(await inLake()).toBe(0);
    expect(linesWith(await dump(), [account, game, study, device, ...places()])).toEqual([]);
    expect((await send('GET', '/me', { as: player })).status).toBe(410);
    expect(linesWith(joka.logged.join('\n'), [account, game, study, ...places()])).toEqual([]);
  }, 120_000);
});
