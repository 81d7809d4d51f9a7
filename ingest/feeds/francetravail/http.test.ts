import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../../test/support/feed-run.ts';
import type { FeedBench } from '../../../test/support/feed-run.ts';
import { inventedOffer } from '../../../test/support/francetravail-pages.ts';
import { localHttp } from '../../../test/support/local-http.ts';
import { startReplay } from '../../../test/support/francetravail-replay.ts';
import type { ReplayOptions } from '../../../test/support/francetravail-replay.ts';
import { feedPipeline } from '../pipeline.ts';

let bench: FeedBench;
let slept: number[];
let ends: (() => Promise<void>)[];
let credentials = { clientId: 'test-client', clientSecret: 'test-secret' };

beforeAll(async () => {
  bench = await feedBench({
    credentials: () => credentials,
    http: localHttp,
    // told, not waited: the suite would take minutes
    sleep: async (ms) => {
      slept.push(ms);
      await Promise.resolve();
    },
  });
});
beforeEach(async () => {
  slept = [];
  ends = [];
  credentials = { clientId: 'test-client', clientSecret: 'test-secret' };
  await bench.reset();
});
afterAll(() => bench.close());
afterEach(async () => {
  for (const end of ends) await end();
});

const serve = async (options: ReplayOptions) => {
  const replay = await startReplay(options);
  ends.push(() => replay.close());
  return replay;
};

/** Offers created evenly over a year, so that windows of dates cut them into parts. */
const spread = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, i) =>
    inventedOffer(i, {
      dateCreation: new Date(Date.UTC(2023, 0, 1) + i * 3_600_000).toISOString(),
    }),
  );

const countOffers = async (): Promise<number> =>
  (await bench.db.offers.selectFrom('offers.offers').select('id').execute()).length;

describe('a sweep by HTTP', () => {
  test('one window: pages, 206, Content-Range, and the proof that it is complete', async () => {
    const offers = spread(310);
    const replay = await serve({ offers: () => offers });
    const { row } = await bench.run(replay);
    expect(row).toMatchObject({ status: 'done', complete: true, seen: 310, created: 310, quarantined: 0 });
    expect(replay.log.filter(({ range }) => range).map(({ range, status }) => [range, status])).toEqual([
      ['0-149', 206],
      ['150-299', 206],
      ['300-449', 206],
    ]);
  });

  test('nothing at all is 204 and holds what was open', async () => {
    let offers = spread(5);
    const replay = await serve({ offers: () => offers });
    await bench.run(replay);
    offers = [];
    const { row } = await bench.run(replay);
    expect(row).toMatchObject({
      status: 'held',
      withdrawn: 0,
      held_reason: 'empty: 5 of 5 offers would be withdrawn',
    });
  });

  test('3,300 offers are swept whole by halving the dates, over several stretches', async () => {
    const offers = spread(3300);
    const replay = await serve({ offers: () => offers });
    const { row } = await bench.run(replay);
    expect(row).toMatchObject({ complete: true, seen: 3300, created: 3300, quarantined: 0 });
    expect(await countOffers()).toBe(3300);
    const starts = replay.log.map(({ range }) => Number(range?.split('-')[0]));
    expect(Math.max(...starts)).toBeLessThanOrEqual(3000);
  });

  test('only the departments asked for', async () => {
    const offers = [
      ...spread(10),
      inventedOffer(99, { lieuTravail: { libelle: '75 - PARIS 13', commune: '75113', codePostal: '75013' } }),
    ];
    const replay = await serve({ offers: () => offers });
    const { row } = await bench.run({ ...replay, departments: ['62', '59'] });
    expect(row).toMatchObject({ complete: true, seen: 10 });
  });

  test('offers that appear during the sweep are not lost and nothing is withdrawn on doubt', async () => {
    const offers = spread(320);
    let requests = 0;
    const replay = await serve({
      offers: () => {
        requests += 1;
        // a new offer comes before the second page is asked for
        return requests > 1
          ? [...offers, inventedOffer(900, { dateCreation: '2023-12-30T00:00:00.000Z' })]
          : offers;
      },
    });
    const { row } = await bench.run(replay);
    expect(await countOffers()).toBe(321);
    // the whole said 320, its part was read at 321: not proven
    expect(row).toMatchObject({ complete: false, withdrawn: 0, quarantined: 0 });
  });
});

describe('the habits of the API', () => {
  test('429 with Retry-After is waited out as told', async () => {
    const offers = spread(200);
    const replay = await serve({
      offers: () => offers,
      troubles: { 1: { status: 429, headers: { 'Retry-After': '7' }, body: 'Too many requests' } },
    });
    const { row } = await bench.run(replay);
    expect(row).toMatchObject({ complete: true, seen: 200 });
    expect(slept).toContain(7000);
  });

  test('a token that ends in the middle is renewed once, without gap or repetition', async () => {
    const offers = spread(610);
    const replay = await serve({ offers: () => offers, requestsPerToken: 2 });
    const { row } = await bench.run(replay);
    expect(row).toMatchObject({ complete: true, seen: 610, created: 610, quarantined: 0 });
    expect(replay.tokens()).toBe(3);
  });

  test('a token is used for its life and renewed before its end, never by a refusal', async () => {
    const offers = spread(310);
    const long = await serve({ offers: () => offers });
    await bench.run(long);
    expect(long.tokens()).toBe(1);
    // at its end as soon as it is given: every request needs another
    const short = await serve({ offers: () => offers, expiresIn: 0 });
    await bench.run(short);
    expect(short.tokens()).toBe(3);
    expect([...long.log, ...short.log].every(({ status }) => status !== 401)).toBe(true);
  });

  test('500 and a cut connection are tried again with back-off', async () => {
    const offers = spread(200);
    const replay = await serve({
      offers: () => offers,
      troubles: {
        0: { status: 500, body: '{"codeErreur":1,"message":"erreur"}' },
        2: { status: 200, cut: true },
      },
    });
    const { row } = await bench.run(replay);
    expect(row).toMatchObject({ complete: true, seen: 200 });
  });

  test('a server that stays down leaves the run open for a later try, from where it stands', async () => {
    const offers = spread(200);
    const down = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [1 + i, { status: 503 }]));
    const replay = await serve({ offers: () => offers, troubles: down });
    const id = await bench.ask(replay);
    const begin = feedPipeline.begin(id);
    await expect(bench.drive(begin)).rejects.toMatchObject({ code: 'FEED_SOURCE_UNAVAILABLE' });
    const status = await bench.db.offers
      .selectFrom('offers.feed_runs')
      .select('status')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(status.status).toBe('running');
    await bench.drive(begin).catch(() => bench.drive(begin));
    expect(await countOffers()).toBe(200);
  });

  test('wrong credentials end the run, and neither id nor secret is told', async () => {
    credentials = { clientId: 'wrong-id', clientSecret: 'very-secret' };
    const replay = await serve({ offers: () => spread(1) });
    const id = await bench.ask(replay);
    await expect(bench.drive(feedPipeline.begin(id))).rejects.toMatchObject({
      code: 'FEED_CREDENTIALS_REFUSED',
    });
    const row = await bench.db.offers
      .selectFrom('offers.feed_runs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.status).toBe('failed');
    expect(JSON.stringify(row)).not.toMatch(/wrong-id|very-secret|token-/);
  });

  test('a request the API refuses ends the run with its own words', async () => {
    const replay = await serve({
      offers: () => spread(1),
      troubles: { 0: { status: 400, body: '{"message":"Valeur du paramètre « departement » incorrecte."}' } },
    });
    const id = await bench.ask({ ...replay, departments: ['999'] });
    await expect(bench.drive(feedPipeline.begin(id))).rejects.toThrow(/departement » incorrecte/);
  });

  test('a redirect into a private network is refused', async () => {
    const replay = await serve({
      offers: () => spread(1),
      troubles: Object.fromEntries(
        Array.from({ length: 9 }, (_, i) => [
          i,
          { status: 302, headers: { location: 'http://127.0.0.1:9/' } },
        ]),
      ),
    });
    const id = await bench.ask(replay);
    await expect(bench.drive(feedPipeline.begin(id))).rejects.toMatchObject({
      code: 'FEED_ADDRESS_REFUSED',
    });
  });
});

describe('what has vanished', () => {
  test('is withdrawn only when the offer itself answers 204', async () => {
    let offers = spread(40);
    let hidden: Record<string, unknown>[] = [];
    const replay = await serve({ offers: () => offers, hidden: () => hidden });
    await bench.run(replay);
    hidden = offers.slice(0, 2);
    offers = offers.slice(5);
    const { row } = await bench.run(replay);
    expect(row).toMatchObject({ status: 'done', complete: true, withdrawn: 3 });
    expect(
      replay.log.filter(({ range }) => range === null).map(({ path, status }) => [path, status]),
    ).toEqual(
      ['INV0000', 'INV0001', 'INV0002', 'INV0003', 'INV0004'].map((id, n) => [
        `/api/v2/offres/${id}`,
        n < 2 ? 200 : 204,
      ]),
    );
    const states = (await bench.offers()).slice(0, 6).map(({ state }) => state);
    expect(states).toEqual(['open', 'open', 'withdrawn', 'withdrawn', 'withdrawn', 'open']);
    hidden = [];
    expect((await bench.run(replay)).row).toMatchObject({ withdrawn: 2 });
  });

  test('of a held run is asked about when a person lets it go, not before', async () => {
    let offers = spread(20);
    let hidden: Record<string, unknown>[] = [];
    const replay = await serve({ offers: () => offers, hidden: () => hidden });
    await bench.run(replay);
    hidden = offers.slice(0, 1);
    offers = offers.slice(10);
    const held = await bench.run(replay);
    expect(held.row).toMatchObject({ status: 'held', withdrawn: 0 });
    expect(replay.log.filter(({ range }) => range === null)).toEqual([]);
    await bench.db.ops
      .insertInto('ops.signals')
      .values({ kind: 'feed', subject: held.id, signal: 'release', value: 'true' })
      .execute();
    await bench.drive(feedPipeline.begin(held.id));
    expect((await bench.offers()).filter(({ state }) => state === 'withdrawn')).toHaveLength(9);
  });
});

describe('a fast pass', () => {
  test('reads what was created since, finds the new, withdraws nothing', async () => {
    let offers = spread(100);
    const replay = await serve({ offers: () => offers });
    await bench.run(replay);
    const fresh = inventedOffer(500, { dateCreation: '2024-01-10T03:30:00.000Z' });
    offers = [...offers.slice(3), fresh];
    const { row } = await bench.run({ ...replay, mode: 'fast', since: '2024-01-10T03:00:00.000Z' });
    expect(row).toMatchObject({ status: 'done', complete: false, seen: 1, created: 1, withdrawn: 0 });
    expect(replay.log.at(-1)?.path).toContain('minCreationDate=2024-01-10T03%3A00%3A00Z');
  });
});

test('killed in the middle, a sweep goes on from its last saved stretch and reads no page of before again', async () => {
  const offers = spread(3600);
  const replay = await serve({ offers: () => offers });
  const id = await bench.ask(replay);
  const first = await feedPipeline.advance(bench.steps, feedPipeline.begin(id));
  const asked = replay.log.length;
  // the next stretch dies half way: its pages are kept, its state is not saved
  await feedPipeline.advance(bench.steps, first.state);
  await bench.drive(JSON.parse(JSON.stringify(first.state)) as typeof first.state);
  const { rows } = await sql<{ seen: number; pages: number; complete: boolean }>`
    SELECT seen, complete, (SELECT count(*)::int FROM offers.raw_pages WHERE run = ${id}::uuid) AS pages
    FROM offers.feed_runs WHERE id = ${id}::uuid`.execute(bench.db.offers);
  expect(rows[0]).toMatchObject({ seen: 3600, complete: true });
  expect(await countOffers()).toBe(3600);
  const before = new Set(replay.log.slice(0, asked).map(({ path }) => path));
  expect(replay.log.slice(asked).filter(({ path }) => before.has(path))).toEqual([]);
});
