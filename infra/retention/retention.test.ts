import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expirePhotoOffers, PHOTO_OFFER_DAYS } from '../../ingest/offers/expire-photos.ts';
import { testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { fixedClock } from '../clock.ts';
import { TABLE_CATALOGUE } from '../db/catalogue.ts';
import { retentionPipeline } from './pipeline.ts';
import { RETENTION } from './rules.ts';
import { createRetentionSteps } from './steps.ts';

const NOW = Date.UTC(2026, 10, 25, 2, 20);
const DAY = 86_400_000;
let test: TestDatabase;
const clock = fixedClock(NOW);

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

/** A value for every column that must have one, by its type; instants are `when`. */
const sampleOf = (type: string, when: Date): unknown => {
  if (type.startsWith('timestamp')) return when;
  if (type === 'uuid') return randomUUID();
  if (type === 'bytea') return Buffer.from('x');
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return false;
  if (/int|numeric|double/.test(type)) return 1;
  if (type === 'ARRAY') return [];
  return randomUUID();
};

/** What a row of a table needs besides its required columns to come under its rule. */
const MORE: Readonly<Record<string, (when: Date) => Record<string, unknown>>> = {
  'idp.sessions': () => ({ user_id: 'somebody' }),
  'idp.invitations': () => ({ kind: 'link', age_band: null }),
  'idp.rally_codes': () => ({ organisation: ORGANISATION }),
  'game.meeting_codes': () => ({ actor_kind: 'peer' }),
  'offers.contacts': () => ({ offer: OFFER }),
  'ops.outbox': (closed_at) => ({ closed_at, outcome: 'done' }),
  'ops.quarantine': (updated_at) => ({ entry: 'feed', state: 'released', updated_at }),
  'ops.access_log': (when) => ({ at: when }),
  'ops.signals': (consumed_at) => ({ consumed_at }),
};
const ORGANISATION = randomUUID();
const OFFER = randomUUID();

const insert = async (table: string, when: Date): Promise<void> => {
  const [schema = '', name = ''] = table.split('.');
  const { db } = test;
  const role = schema as 'idp' | 'game' | 'study' | 'vault' | 'offers' | 'ops';
  if (table === 'ops.pipeline_runs') {
    const { id } = await db.ops
      .insertInto('ops.outbox')
      .values({ kind: 'probe', subject: randomUUID(), closed_at: when, outcome: 'done' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db.ops
      .insertInto('ops.pipeline_runs')
      .values({
        outbox_id: id,
        kind: 'probe',
        subject: 'x',
        attempt: 1,
        runner: 'inline',
        state: '{}',
        status: 'done',
      })
      .execute();
    return;
  }
  const { rows } = await sql<{ column_name: string; data_type: string }>`
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema = ${schema} AND table_name = ${name} AND is_nullable = 'NO' AND column_default IS NULL`.execute(
    db[role],
  );
  const values = {
    ...Object.fromEntries(rows.map((row) => [row.column_name, sampleOf(row.data_type, when)])),
    ...(table.endsWith('.mutations') ? { at: when } : {}),
    ...MORE[table]?.(when),
  };
  const columns = Object.keys(values);
  await sql`INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    VALUES (${sql.join(Object.values(values))}) ON CONFLICT DO NOTHING`.execute(db[role]);
};

const countOf = async (table: string): Promise<number> => {
  const role = table.split('.')[0] as 'idp';
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(
    test.db[role],
  );
  return rows[0]?.n ?? 0;
};

/** The whole pipeline, as a runner advances it. */
const purge = async (): Promise<Readonly<Record<string, number>>> => {
  const steps = createRetentionSteps({ db: test.db, clock }, [
    {
      rule: 'photo offers',
      run: () => expirePhotoOffers({ offers: test.db.offers, clock }, PHOTO_OFFER_DAYS),
    },
  ]);
  let state = retentionPipeline.begin('all');
  for (;;) {
    const advanced = await retentionPipeline.advance(steps, state);
    state = advanced.state;
    if (advanced.next === 'done') return state.removed;
  }
};

const offer = (id: string, retrieved: number): Record<string, unknown> => {
  const when = new Date(retrieved);
  return {
    id,
    source: 'vitrine',
    external_id: id,
    origin: 'photo',
    title: 'Vendeuse',
    contract: 'cdi',
    precision: 'photo',
    licence: 'x',
    attribution: 'x',
    retrieved_at: when,
    created_at: when,
    updated_at: when,
    content_sha256: 'x',
  };
};

describe('the nightly purge', () => {
  it('keeps each kind of row as long as its rule says, deletes it then, and finds nothing the second time', async () => {
    const { idp, offers } = test.db;
    const at = new Date(NOW);
    await idp
      .insertInto('idp.users')
      .values({ id: 'somebody', name: 'x', email: 'x@players.invalid', created_at: at, updated_at: at })
      .execute();
    await idp
      .insertInto('idp.organisations')
      .values({ id: ORGANISATION, name: 'x', kind: 'adviser', territory: null, created_at: at })
      .execute();
    await offers
      .insertInto('offers.offers')
      .values(offer(OFFER, NOW) as never)
      .execute();
    const before: Record<string, number> = {};
    for (const { table, days } of RETENTION) {
      const kept = new Date(NOW - days * DAY + 60_000);
      if (table !== 'offers.contacts') await insert(table, kept);
      before[table] = await countOf(table);
      await insert(table, new Date(NOW - days * DAY - 60_000));
      expect(await countOf(table), table).toBe((before[table] ?? 0) + 1);
    }
    before['ops.outbox'] = await countOf('ops.outbox').then((n) => n - 2);
    const removed = await purge();
    for (const { table } of RETENTION) {
      expect(removed[table], table).toBe(table === 'ops.outbox' ? 2 : 1);
      expect(await countOf(table), table).toBe(before[table]);
    }
    expect(Object.values(await purge()).every((n) => n === 0)).toBe(true);
  });

  it('closes an ad that was not seen in a window for 60 days, and says so; a public offer stays', async () => {
    const [old, fresh] = [randomUUID(), randomUUID()];
    const { offers } = test.db;
    await offers
      .insertInto('offers.offers')
      .values([
        offer(old, NOW - PHOTO_OFFER_DAYS * DAY),
        offer(fresh, NOW - PHOTO_OFFER_DAYS * DAY + 1000),
      ] as never)
      .execute();
    await offers
      .insertInto('offers.contacts')
      .values({
        offer: old,
        phone: '06 39 98 00 00',
        email: null,
        person: null,
        expires_at: new Date(NOW + DAY),
      })
      .execute();
    expect((await purge())['photo offers']).toBe(1);
    const states = await offers
      .selectFrom('offers.offers')
      .select(['id', 'state'])
      .where('id', 'in', [old, fresh])
      .execute();
    expect(new Map(states.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [old, 'expired'],
        [fresh, 'open'],
      ]),
    );
    const said = await offers
      .selectFrom('offers.offer_history')
      .selectAll()
      .where('offer', '=', old)
      .execute();
    expect(said).toMatchObject([{ change: 'expired', reason: 'not seen for 60 days' }]);
    expect(await countOf('offers.contacts')).toBe(0);
    expect((await purge())['photo offers']).toBe(0);
  });

  it('names tables of the catalogue only, each once', () => {
    const tables = RETENTION.map(({ table }) => table);
    expect(tables.filter((table) => !(table in TABLE_CATALOGUE))).toEqual([]);
    expect(new Set(tables).size).toBe(tables.length);
  });
});
