import { assert, asyncProperty, integer, shuffledSubarray } from 'fast-check';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrol, stage, studyBench, type StudyBench } from '../../test/support/study.ts';
import { openClient } from '../db/pool.ts';
import { sha256 } from '../object-store/keys.ts';
import { createLake, type Lake } from './lake.ts';
import { listFiles } from './manifest.ts';
import { mergeLake } from './merge.ts';

const CELL = '8b194e6a2d1bfff';
const dwell = (at: string, minutes = 10, extra: Readonly<Record<string, unknown>> = {}) => ({
  at,
  lastAt: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
  cell: CELL,
  n: 5,
  accuracy: 1,
  home: false,
  session: 's1',
  ...extra,
});

let bench: StudyBench;
let lake: Lake;
beforeEach(async () => {
  bench = await studyBench();
  lake = createLake(bench);
});
afterEach(() => bench.close());

const read = async (columns = '*'): Promise<Record<string, unknown>[]> => {
  const { relations } = await lake.snapshot(['fixes']);
  const duck = await bench.openDuck();
  try {
    return await duck.rows(`SELECT ${columns} FROM ${relations.fixes ?? ''} ORDER BY ALL`);
  } finally {
    duck.close();
  }
};
const staged = async (): Promise<number> => {
  const row = await bench.db.study
    .selectFrom('study.staging')
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};
const objects = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of bench.store.list('lake/')) keys.push(key);
  return keys;
};

describe('the lake', () => {
  it('moves staged rows into one Parquet per week, UTC beside the clocks of the territory', async () => {
    const ana = await enrol(bench.db);
    await stage(bench.db, ana.game, 'fixes', [
      dwell('2026-10-18T21:50:00Z'), // Sunday 23:50 in Paris
      dwell('2026-10-18T22:05:00Z'), // Monday 00:05 in Paris: the next week
      dwell('2026-10-25T01:30:00Z', 5, { cell: null, home: true }), // after clocks went back
    ]);
    expect(await lake.flush()).toEqual({ rows: 3, files: 2, quarantined: 0 });
    expect(await staged()).toBe(0);
    expect((await listFiles(bench.db.study)).map((file) => [file.week, file.rows, file.bucket])).toEqual([
      ['2026-W42', 1, 0],
      ['2026-W43', 2, 0],
    ]);
    expect(await read('person, "at", at_local, last_at, cell, home, observation, quantum_m')).toEqual([
      {
        person: ana.study,
        at: '2026-10-18 21:50:00',
        at_local: '2026-10-18 23:50:00',
        last_at: '2026-10-18 22:00:00',
        cell: BigInt(`0x${CELL}`),
        home: false,
        observation: 'session',
        quantum_m: 28,
      },
      expect.objectContaining({ at: '2026-10-18 22:05:00', at_local: '2026-10-19 00:05:00' }),
      expect.objectContaining({ at_local: '2026-10-25 02:30:00', cell: null, home: true }),
    ]);
  });

  it('takes nothing without research consent at its time, and nothing staged before a withdrawal', async () => {
    const ana = await enrol(bench.db, {}, '2026-10-10T00:00:00Z');
    expect(
      await stage(bench.db, ana.game, 'fixes', [
        dwell('2026-10-09T10:00:00Z'),
        dwell('2026-10-11T10:00:00Z'),
      ]),
    ).toBe(1);
    await bench.db.vault
      .insertInto('vault.consents')
      .values({ account: ana.account, purpose: 'research', given: false, text_version: '1' })
      .execute();
    expect(await stage(bench.db, ana.game, 'fixes', [dwell('2026-10-12T10:00:00Z')])).toBe(0);
    expect(await lake.flush()).toEqual({ rows: 0, files: 0, quarantined: 0 });
    expect(await staged()).toBe(0);
  });

  it('puts an unusable row aside with its reason and keeps the good ones beside it', async () => {
    const ana = await enrol(bench.db);
    await stage(bench.db, ana.game, 'fixes', [
      dwell('2026-10-20T10:00:00Z'),
      dwell('2026-10-20T11:00:00Z', 1, { lastAt: 'yesterday' }),
      dwell('2026-10-20T12:00:00Z', 1, { cell: null }),
      dwell('2026-10-20T13:00:00Z', 1, { cell: 'zz' }),
    ]);
    expect(await lake.flush()).toEqual({ rows: 1, files: 1, quarantined: 3 });
    expect(await staged()).toBe(0);
    const held = await bench.db.ops.selectFrom('ops.quarantine').select(['code', 'message']).execute();
    expect(held.map((row) => row.message.replace(/id \d+/, 'id N')).sort()).toEqual([
      'A staged row of the lake table fixes (staging id N) has no usable cell.',
      'A staged row of the lake table fixes (staging id N) has no usable cell.',
      'A staged row of the lake table fixes (staging id N) has no usable lastAt.',
    ]);
    expect(held.every((row) => row.code === 'LAKE_ROW_INVALID' && !row.message.includes('zz'))).toBe(true);
  });

  it('never shows the game’s name of another person', async () => {
    const ana = await enrol(bench.db);
    const bob = await enrol(bench.db);
    const met = { kind: 'meeting', offer: null, confirmed: true };
    await stage(bench.db, ana.game, 'interactions', [
      { ...met, at: '2026-10-20T10:00:00Z', otherKind: 'peer', other: bob.game },
      { ...met, at: '2026-10-20T11:00:00Z', otherKind: 'adviser', other: 'account-7' },
      { ...met, at: '2026-10-21T11:00:00Z', otherKind: 'adviser', other: 'account-7' },
    ]);
    const { rows } = await sql<{
      other: string;
    }>`SELECT row ->> 'other' AS other FROM study.staging ORDER BY at`.execute(bench.db.study);
    const [peer, first, again] = rows.map((row) => row.other);
    expect(peer).toBe(bob.study);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(again).toBe(first);
  });

  it('asks for a flush by itself once 200,000 rows wait, once', async () => {
    const ana = await enrol(bench.db);
    const asked = () =>
      bench.db.ops
        .selectFrom('ops.outbox')
        .select(['kind', 'subject'])
        .where('closed_at', 'is', null)
        .execute();
    await stage(bench.db, ana.game, 'fixes', [dwell('2026-10-20T10:00:00Z')]);
    expect(await asked()).toEqual([]);
    const client = await openClient(bench.url, 'joka:test');
    await client.query("SELECT setval('study.staging_id_seq', 200000)");
    await client.end();
    await stage(bench.db, ana.game, 'fixes', [dwell('2026-10-20T11:00:00Z'), dwell('2026-10-20T12:00:00Z')]);
    await stage(bench.db, ana.game, 'fixes', [dwell('2026-10-20T13:00:00Z')]);
    expect(await asked()).toEqual([{ kind: 'lake-flush', subject: 'all' }]);
  });

  it('keeps both copies when the very same rows are flushed twice', async () => {
    const ana = await enrol(bench.db);
    for (let round = 0; round < 2; round += 1) {
      await stage(bench.db, ana.game, 'fixes', [dwell('2026-10-20T10:00:00Z')]);
      await lake.flush();
    }
    expect(await read('"at"')).toHaveLength(2);
  });

  it('gives the same bytes for the same rows, in whatever order and number of flushes they came', async () => {
    const ana = await enrol(bench.db);
    const rows = Array.from({ length: 60 }, (_, i) =>
      dwell(new Date(Date.parse('2026-10-20T08:00:00Z') + i * 700_000).toISOString(), i % 7),
    );
    const hashes = new Set<string>();
    await assert(
      asyncProperty(
        shuffledSubarray(rows, { minLength: 60 }),
        integer({ min: 1, max: 59 }),
        async (order, cut) => {
          await bench.db.study.deleteFrom('study.lake_files').execute();
          for (const part of [order.slice(0, cut), order.slice(cut)]) {
            await stage(bench.db, ana.game, 'fixes', part);
            await lake.flush();
          }
          await lake.merge();
          const files = await listFiles(bench.db.study);
          expect(files).toHaveLength(1);
          hashes.add(files[0]?.sha256 ?? '');
        },
      ),
      { numRuns: 6, seed: 20261124 },
    );
    expect(hashes.size).toBe(1);
  });

  it('splits a grown week by the top bits of the pseudonym, keeping every row', async () => {
    const people = await Promise.all(
      ['0', '4', '8', 'c'].map((digit) =>
        enrol(bench.db, { study: `${digit}1111111-1111-4111-8111-111111111111` }),
      ),
    );
    for (const person of people) await stage(bench.db, person.game, 'fixes', [dwell('2026-10-20T10:00:00Z')]);
    await lake.flush();
    const before = await read();
    const bytes = (await listFiles(bench.db.study)).reduce((sum, file) => sum + file.bytes, 0);
    await mergeLake(bench, bytes / 3);
    expect((await listFiles(bench.db.study)).map((file) => [file.bucket, file.rows])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(await read()).toEqual(before);
    await stage(bench.db, people[3]?.game ?? '', 'fixes', [dwell('2026-10-20T12:00:00Z')]);
    await lake.flush();
    expect((await listFiles(bench.db.study)).map((file) => file.bucket).toSorted((a, b) => a - b)).toEqual([
      0, 1, 2, 3, 3,
    ]);
  });

  it('merges small files and takes withdrawn persons out; a second merge does nothing', async () => {
    const ana = await enrol(bench.db);
    const bob = await enrol(bench.db);
    for (const hour of ['10', '12', '14']) {
      await stage(bench.db, ana.game, 'fixes', [dwell(`2026-10-20T${hour}:00:00Z`)]);
      await stage(bench.db, bob.game, 'fixes', [dwell(`2026-10-20T${hour}:30:00Z`)]);
      await lake.flush();
    }
    await bench.db.vault
      .insertInto('vault.consents')
      .values({ account: bob.account, purpose: 'research', given: false, text_version: '1' })
      .execute();
    expect(await lake.merge()).toEqual({ partitions: 1, files: 1, withdrawnRows: 3 });
    expect(await read('person')).toEqual([
      { person: ana.study },
      { person: ana.study },
      { person: ana.study },
    ]);
    expect(await objects()).toHaveLength(1);
    expect(await lake.merge()).toEqual({ partitions: 0, files: 0, withdrawnRows: 0 });
  });

  it('erases by hash: rows gone, the name gone from others’ rows, old objects and local copies gone', async () => {
    const ana = await enrol(bench.db);
    const bob = await enrol(bench.db);
    await stage(bench.db, ana.game, 'fixes', [dwell('2026-10-20T10:00:00Z')]);
    await stage(bench.db, bob.game, 'fixes', [dwell('2026-10-20T10:10:00Z')]);
    const met = { kind: 'meeting', offer: null, confirmed: true, otherKind: 'peer' };
    await stage(bench.db, bob.game, 'interactions', [
      { ...met, at: '2026-10-20T10:00:00Z', other: ana.game },
    ]);
    await lake.flush();
    await read(); // fills the local copies
    expect(await lake.erase(sha256(ana.study))).toBe(1);
    expect(await lake.erase(sha256(ana.study))).toBe(0);
    await lake.sweep();
    expect(await read('person')).toEqual([{ person: bob.study }]);
    const duck = await bench.openDuck();
    const { relations } = await lake.snapshot(['interactions']);
    expect(await duck.rows(`SELECT person, other FROM ${relations.interactions ?? ''}`)).toEqual([
      { person: bob.study, other: null },
    ]);
    duck.close();
    expect(await objects()).toHaveLength(2);
  });

  it('sweeps what a dead process left and never what the manifest names', async () => {
    const ana = await enrol(bench.db);
    await stage(bench.db, ana.game, 'fixes', [dwell('2026-10-20T10:00:00Z')]);
    await lake.flush();
    const stray = new TextEncoder().encode('left by a crash');
    await bench.store.put(`lake/fixes/2026-W43/0-${sha256(stray)}.parquet`, stray);
    expect(await lake.sweep()).toBe(1);
    expect(await lake.sweep()).toBe(0);
    expect(await read('"at"')).toHaveLength(1);
  });
});
