import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../infra/config.ts';
import { memoryStore } from '../../infra/object-store/memory.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import { testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { townOptions } from '../../town/options.ts';
import { DAY } from '../../town/people/calendar.ts';
import { createTown } from '../../town/town.ts';
import type { CliContext } from '../context.ts';
import { playDemo } from '../demo.ts';

const count = async (
  database: TestDatabase,
  table: 'game.players' | 'game.batches' | 'game.photos' | 'ops.outbox',
) => {
  const schema = table.startsWith('game.') ? database.db.game : database.db.ops;
  const row = await schema
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

/** A store whose first put under a prefix fails: the demo then ends in the middle of its weeks. */
const failingOnce = (store: ObjectStore, prefix: string): ObjectStore => {
  let failed = false;
  return {
    ...store,
    put: async (key, bytes) => {
      if (key.startsWith(prefix) && !failed) {
        failed = true;
        throw new Error('the disk is away');
      }
      return store.put(key, bytes);
    },
  };
};

/** Two weeks of twenty people take seconds; on a busy machine much longer. */
const SLOW = { timeout: 240_000 };

describe('joka demo, with the small town', () => {
  const end = Date.UTC(2026, 9, 25, 20);
  const town = createTown(townOptions('small', end));
  let database: TestDatabase;
  let store: ObjectStore;
  let home: string;
  let now = end;

  const context = (): CliContext => ({
    config: () => readConfig({ JOKA_HOME: home, JOKA_DEMO_TOWN: 'small' }),
    database: async () => database.db,
    connection: async () => ({ ...database, form: 'server', migrated: [] }),
    store: async () => store,
    clock: { now: () => now },
    close: async () => undefined,
  });

  beforeAll(async () => {
    database = await testDatabase();
    store = failingOnce(memoryStore(), 'photos/');
    home = await mkdtemp(path.join(tmpdir(), 'joka-demo-'));
  });
  afterAll(async () => {
    await database.close();
    await rm(home, { recursive: true });
  });

  it(
    'plays two weeks through the API, interrupted once: people, batches, a photo that becomes an offer',
    SLOW,
    async () => {
      await expect(playDemo(context())).rejects.toMatchObject({ code: 'DEMO_REFUSED' });
      const stopped = await database.db.ops
        .selectFrom('ops.demo_town')
        .select('played_until')
        .executeTakeFirst();
      const from = stopped?.played_until.getTime() ?? 0;
      expect(from).toBeGreaterThan(town.begin);
      expect(from).toBeLessThan(end);
      const played = await playDemo(context());
      expect(played).toMatchObject({ from, until: end });
      expect(played.events).toMatchObject({ photo: 1 });
      expect(await count(database, 'game.players')).toBe(20);
      const batches = town.events.filter((event) => event.kind === 'batch' && !event.continuous); // a logger’s days are files of the study
      expect(await count(database, 'game.batches')).toBe(batches.length);
      const { db } = database;
      const acts = await db.game.selectFrom('game.offer_events').select('act').execute();
      expect(acts).toHaveLength(town.events.filter((event) => event.kind === 'act').length);
      const unsettled = await db.game
        .selectFrom('game.batches')
        .select('seq')
        .where('settled_at', 'is', null)
        .execute();
      expect(unsettled).toEqual([]);
      const photos = await db.game.selectFrom('game.photos').select(['state', 'offer']).execute();
      expect(photos).toEqual([{ state: 'published', offer: expect.any(String) }]);
      const found = await db.offers
        .selectFrom('offers.offers')
        .select(['precision', 'commune', 'territory'])
        .where('origin', '=', 'photo')
        .execute();
      expect(found).toEqual([
        { precision: 'photo', commune: expect.stringMatching(/^9900\d$/), territory: 'DEMO1' },
      ]);
      const open = await db.ops
        .selectFrom('ops.outbox')
        .select('kind')
        .where('closed_at', 'is', null)
        .execute();
      expect(open).toEqual([]);
      const quarantine = await db.ops.selectFrom('ops.quarantine').select('code').execute();
      expect(quarantine).toEqual([]);
      const windows = await db.offers.selectFrom('offers.demo_windows').select('object_key').execute();
      for (const { object_key: key } of windows)
        expect((await store.head(key))?.size).toBeGreaterThan(10_000);
    },
  );

  it('stages nothing of persons who did not consent to research', async () => {
    const files = await database.db.study
      .selectFrom('study.lake_files')
      .select(['lake_table', 'rows'])
      .execute();
    const research = new Set(town.persons.filter((p) => p.research).map((p) => p.index));
    const dwells = town.events
      .flatMap((e) => (e.kind === 'batch' && research.has(e.person) ? [e.dwells.length] : []))
      .reduce((sum, n) => sum + n, 0);
    const fixes = files.filter((f) => f.lake_table === 'fixes').reduce((sum, f) => sum + f.rows, 0);
    expect(research.size).toBeLessThan(20);
    expect(fixes).toBeGreaterThan(0.9 * dwells);
    expect(fixes).toBeLessThanOrEqual(dwells);
  });

  it('does nothing more when it is up to date, and plays the missed days later, once', SLOW, async () => {
    const before = await count(database, 'game.batches');
    expect((await playDemo(context())).events).toEqual({});
    now = end + 3 * DAY;
    const later = await playDemo(context());
    expect(later).toMatchObject({ from: end, until: now });
    expect(later.events['batch']).toBeGreaterThan(0);
    const after = await count(database, 'game.batches');
    // A logger's days are files of the study, not batches of play.
    const longer = createTown({ ...town.options, extraWeeks: 1 });
    const files = longer.events.filter(
      (event) => event.kind === 'batch' && event.continuous && event.at >= end && event.at < now,
    );
    expect(after).toBe(before + (later.events['batch'] ?? 0) - files.length);
    expect((await playDemo(context())).events).toEqual({});
    expect(await count(database, 'game.batches')).toBe(after);
    expect(await count(database, 'game.players')).toBe(20);
  });

  it('refuses a real instance', async () => {
    const real = await testDatabase();
    try {
      const at = new Date(now);
      const row = { kind: 'real', alone_allowed: false, secret: 's', created_at: at } as const;
      await real.db.idp.insertInto('idp.instance').values(row).execute();
      const asked = playDemo({ ...context(), database: async () => real.db });
      await expect(asked).rejects.toMatchObject({ code: 'DEMO_STORE_REAL' });
    } finally {
      await real.close();
    }
  });
});
