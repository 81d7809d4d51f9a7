import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer, inventedOffers } from '../../test/support/francetravail-pages.ts';
import { feedPipeline } from './pipeline.ts';

let bench: FeedBench;

beforeAll(async () => {
  bench = await feedBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

describe('runs of one source', () => {
  test('unchanged, changed, withdrawn, returned: the id and the history stay', async () => {
    await bench.run({ dir: await bench.recorded(inventedOffers(20)) });
    const [before] = await bench.offers();
    const changed = { ...inventedOffer(1), intitule: 'Boulanger (H/F)' };
    const second = await bench.run({ dir: await bench.recorded([changed, ...inventedOffers(18, 2)]) });
    expect(second.row).toMatchObject({ created: 0, updated: 1, unchanged: 18, withdrawn: 1, complete: true });
    expect((await bench.offers())[0]?.state).toBe('withdrawn');
    const third = await bench.run({
      dir: await bench.recorded([inventedOffer(0), changed, ...inventedOffers(18, 2)]),
    });
    expect(third.row).toMatchObject({ created: 0, updated: 1, unchanged: 19, withdrawn: 0 });
    expect((await bench.offers())[0]).toMatchObject({ id: before?.id, state: 'open' });
    expect(await bench.history('INV0000')).toEqual(['created', 'withdrawn', 'returned']);
    expect(await bench.history('INV0001')).toEqual(['created', 'updated']);
    expect(await bench.history('INV0002')).toEqual(['created']);
  });

  test('a re-stamped offer is unchanged but carries the new instant', async () => {
    await bench.run({ dir: await bench.recorded(inventedOffers(1)) });
    const again = inventedOffer(0, { dateActualisation: '2024-01-09T08:00:00.000Z' });
    const { row } = await bench.run({ dir: await bench.recorded([again]) });
    expect(row).toMatchObject({ updated: 0, unchanged: 1 });
    expect((await bench.offers())[0]?.updated_at.toISOString()).toBe('2024-01-09T08:00:00.000Z');
  });

  test('the contact of a withdrawn offer goes with it', async () => {
    const withContact = inventedOffer(0, { contact: { telephone: '01 99 00 25 02' } });
    await bench.run({ dir: await bench.recorded([withContact, ...inventedOffers(19, 1)]) });
    await bench.run({ dir: await bench.recorded(inventedOffers(19, 1)) });
    expect(await bench.db.offers.selectFrom('offers.contacts').selectAll().execute()).toEqual([]);
  });

  test.each<[string, (rows: Record<string, unknown>[]) => Promise<string>, object]>([
    [
      'an empty feed',
      async () => bench.recorded([]),
      { status: 'held', held_reason: 'empty: 20 of 20 offers would be withdrawn' },
    ],
    [
      'a feed cut to 40 %',
      async (rows) =>
        bench.recorded(rows, { raw: { 0: JSON.stringify({ resultats: rows }).slice(0, 8000) } }),
      { status: 'done', complete: false },
    ],
    [
      'fewer rows than the page promised',
      async (rows) => bench.recorded(rows, { raw: { 0: JSON.stringify({ resultats: rows.slice(0, 19) }) } }),
      { status: 'done', complete: false },
    ],
    [
      'an all-invalid feed',
      async (rows) => bench.recorded(rows.map((row) => ({ ...row, intitule: 7 }))),
      { status: 'done', quarantined: 20, held_reason: 'mostly invalid: nothing was withdrawn' },
    ],
    [
      'a page that is no page',
      async (rows) => bench.recorded(rows, { raw: { 0: '<html>502</html>' } }),
      { status: 'held' },
    ],
    [
      'a folder without an index',
      async (rows) => bench.recorded(rows.slice(5), { index: false }),
      { complete: false },
    ],
  ])('%s withdraws nothing', async (_, write, expected) => {
    await bench.run({ dir: await bench.recorded(inventedOffers(20)) });
    const { row } = await bench.run({ dir: await write(inventedOffers(20)) });
    expect(row).toMatchObject({ withdrawn: 0, ...expected });
    expect((await bench.offers()).filter(({ state }) => state === 'open')).toHaveLength(20);
  });

  test('a large drop is held for a person; confirmed, it withdraws', async () => {
    await bench.run({ dir: await bench.recorded(inventedOffers(20)) });
    const held = await bench.run({ dir: await bench.recorded(inventedOffers(10)) });
    expect(held.row).toMatchObject({
      status: 'held',
      complete: true,
      withdrawn: 0,
      held_reason: 'large drop: 10 of 20 offers would be withdrawn',
    });
    // caused again without a person's word, nothing goes
    await bench.drive(feedPipeline.begin(held.id));
    expect((await bench.offers()).filter(({ state }) => state === 'open')).toHaveLength(20);
    // an offer that a later run saw stays, whatever is confirmed
    await bench.run({ dir: await bench.recorded(inventedOffers(1, 15), { index: false }) });
    await bench.db.ops
      .insertInto('ops.signals')
      .values({ kind: 'feed', subject: held.id, signal: 'release', value: 'true' })
      .execute();
    await bench.drive(feedPipeline.begin(held.id));
    expect((await bench.offers()).filter(({ state }) => state === 'open')).toHaveLength(11);
    const row = await bench.db.offers
      .selectFrom('offers.feed_runs')
      .selectAll()
      .where('id', '=', held.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'done', complete: true, withdrawn: 9, held_reason: null });
  });

  test('a folder that is not there fails the run with its reason', async () => {
    const id = await bench.ask({ dir: join(bench.root, 'absent') });
    await expect(bench.drive(feedPipeline.begin(id))).rejects.toMatchObject({
      code: 'FEED_ORIGIN_UNREADABLE',
    });
    const row = await bench.db.offers
      .selectFrom('offers.feed_runs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.status).toBe('failed');
    expect(row.held_reason).toContain('absent');
  });
});
