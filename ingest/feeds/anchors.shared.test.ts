import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONTRACT } from '../../api/contract/contract.ts';
import { ask, enterByLink, openHarness } from '../../api/test/harness.ts';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer, inventedOffers } from '../../test/support/francetravail-pages.ts';
import { startReplay } from '../../test/support/francetravail-replay.ts';
import { localHttp } from '../../test/support/local-http.ts';
import type { Source } from '../offers/draft.ts';
import type { FeedOrigin } from './connector.ts';
import { MAPPED } from './mapped/connector.ts';
import { mappingOf } from './mapped/catalogue.ts';
import type { FeedState } from './pipeline.ts';
import { feedPipeline } from './pipeline.ts';
import { ensureSource, startFeedRun } from './runs.ts';
import { createFeedSteps } from './steps.ts';

// Tests that separate a good ingestion from the usual ones, a sentence each. Those on place, sense and duplicates stand
// beside the code they are about.

const shared = fileURLToPath(new URL('../../../shared/data/feeds/', import.meta.url));
const at = (file: string): string => join(shared, file);

let bench: FeedBench;
let closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  bench = await feedBench({
    credentials: () => ({ clientId: 'test-client', clientSecret: 'test-secret' }),
    http: localHttp,
  });
});
beforeEach(() => bench.reset());
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  closers = [];
});
afterAll(() => bench.close());

const SOURCE: Source = { id: 'anchors', name: 'A', origin: 'partner', licence: 'test', attribution: 'A' };
const ats = (file: string): FeedOrigin => ({ connector: MAPPED, mapping: mappingOf('ats'), file });
let written = 0;
const file = (bytes: Uint8Array | string, name = 'ats.xml'): string => {
  const dir = join(bench.root, `anchors-${(written += 1)}`);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
};
const open = async (): Promise<number> =>
  (await bench.offers()).filter(({ state }) => state === 'open').length;

describe.skipIf(!existsSync(shared))('on the recorded feeds', () => {
  const xml = existsSync(shared) ? readFileSync(at('derived/ats.xml'), 'utf8') : '';

  test.each([
    ['an empty feed', '<?xml version="1.0"?><jobs></jobs>'],
    ['a feed of no bytes', ''],
    ['a 60 % truncated feed', xml.slice(0, Math.floor(xml.length * 0.6))],
    ['an all-invalid feed', xml.replaceAll(/<title>[\s\S]*?<\/title>/g, '')],
    ['an error page in its place', '<!doctype html><html><body>502</body></html>'],
  ])('%s deletes nothing', async (_, broken) => {
    await bench.run(ats(at('derived/ats.xml')), SOURCE);
    const { row } = await bench.run(ats(file(broken)), SOURCE);
    expect(row.withdrawn).toBe(0);
    expect(await open()).toBe(20);
  });

  test('chunk boundaries inside a multi-byte character or inside </job> change nothing', async () => {
    const { readRows } = await import('./reading/rows.ts');
    const bytes = Buffer.from(xml);
    const read = async (size: number): Promise<unknown[]> => {
      const rows: unknown[] = [];
      const document = {
        name: 'f',
        contentType: null,
        chunks: async function* () {
          for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
        },
      };
      for await (const items of readRows(document, { format: 'xml', item: 'job', encoding: null }))
        rows.push(...items.map(({ row, refusal, damage }) => row ?? refusal?.code ?? damage?.code));
      return rows;
    };
    const whole = await read(bytes.length);
    expect(whole).toHaveLength(20);
    for (const size of [3, 7, 64, 333, 1021, 4096, 16_384])
      expect(await read(size), `${size}`).toEqual(whole);
  });

  test('cp1252, ISO-8859-1 and UTF-16 feeds give the same offers as UTF-8', async () => {
    // a letter that no narrow encoding has is written the way XML writes it, in all of them
    const plain = Array.from(xml.replace(/^\uFEFF/, ''))
      .map((c) =>
        iconv.decode(iconv.encode(c, 'cp1252'), 'cp1252') === c ? c : `&#${c.codePointAt(0) ?? 63};`,
      )
      .join('')
      .replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) =>
        inner.replaceAll(/&(?!#\d+;)/g, '&amp;').replaceAll('<', '&lt;'),
      );
    const said = (name: string): string => plain.replace(/encoding="[^"]*"/, `encoding="${name}"`);
    const dump = async (bytes: Uint8Array): Promise<unknown> => {
      await bench.reset();
      await bench.run(ats(file(bytes)), SOURCE);
      return (await bench.offers()).map(({ title, description, content_sha256: hash }) => [
        title,
        description,
        hash,
      ]);
    };
    const expected = await dump(Buffer.from(said('utf-8')));
    expect(expected).toHaveLength(20);
    expect(await dump(iconv.encode(said('windows-1252'), 'cp1252'))).toEqual(expected);
    expect(await dump(iconv.encode(said('ISO-8859-1'), 'cp1252'))).toEqual(expected);
    expect(await dump(iconv.encode(said('utf-8'), 'cp1252'))).toEqual(expected);
    expect(await dump(iconv.encode(said('utf-16'), 'utf-16', { addBOM: true }))).toEqual(expected);
  });

  test('a second run of the same input is a no-op', async () => {
    const origin = { connector: 'francetravail', dir: at('francetravail') };
    await bench.run(origin, SOURCE);
    const history = await bench.db.offers.selectFrom('offers.offer_history').select('id').execute();
    const { row } = await bench.run(origin, SOURCE);
    expect(row).toMatchObject({ created: 0, updated: 0, withdrawn: 0, unchanged: 608 });
    expect(await bench.db.offers.selectFrom('offers.offer_history').select('id').execute()).toEqual(history);
  });

  test('an offer that returns after withdrawal keeps its id and history', async () => {
    await bench.run(ats(at('derived/ats.xml')), SOURCE);
    const before = (await bench.offers()).find(({ external_id: id }) => id === '900003');
    const without = xml.replace(/<job><job_id><!\[CDATA\[900003[\s\S]*?<\/job>/, '');
    expect((await bench.run(ats(file(without)), SOURCE)).row).toMatchObject({ withdrawn: 1 });
    await bench.run(ats(at('derived/ats.xml')), SOURCE);
    const after = (await bench.offers()).find(({ external_id: id }) => id === '900003');
    expect(after).toMatchObject({ id: before?.id, state: 'open' });
    expect(await bench.history('900003')).toEqual(['created', 'withdrawn', 'returned']);
  });

  test('no phone, e-mail or person name in any public endpoint built from the 608 offers', async () => {
    const joka = await openHarness('real');
    closers.push(() => joka.close());
    const { db } = joka.test;
    const run = '00000000-0000-4000-8000-000000000608';
    await ensureSource(db.offers, SOURCE);
    await startFeedRun(db, joka.clock.now(), {
      id: run,
      source: SOURCE.id,
      mapperVersion: 'test',
      origin: { connector: 'francetravail', dir: at('francetravail') },
    });
    const steps = createFeedSteps({
      db,
      store: joka.store,
      clock: joka.clock,
      sleep: async () => undefined,
      credentials: () => null,
    });
    for (let state: FeedState = feedPipeline.begin(run); ;) {
      const answer = await feedPipeline.advance(steps, state);
      ({ state } = answer);
      if (answer.next === 'done') break;
    }
    await db.offers.updateTable('offers.offers').set({ territory: '62510' }).execute();
    const contacts = await db.offers.selectFrom('offers.contacts').selectAll().execute();
    const secrets = contacts.flatMap(({ phone, email, person }) =>
      [phone, email, person].filter((one) => one !== null),
    );
    expect(secrets.length).toBeGreaterThan(4);
    const cookie = await enterByLink(joka, joka.operatorLink, 'Opératrice');
    const offer = (await db.offers.selectFrom('offers.offers').select('id').executeTakeFirstOrThrow()).id;
    let asked = 0;
    for (const route of CONTRACT.filter(({ method, roles }) => method === 'GET' && roles === 'anyone')) {
      const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'id' ? offer : '62510'));
      for (const as of [null, cookie]) {
        const answer = await ask(joka, 'GET', `${path}?territory=62510`, { as });
        const text = Buffer.isBuffer(answer.body)
          ? answer.body.toString('latin1')
          : JSON.stringify(answer.body);
        asked += answer.status === 200 ? 1 : 0;
        for (const secret of secrets) expect(text.includes(secret), `${path} ${secret.length}`).toBe(false);
        expect(text, path).not.toMatch(/@exemple\.invalid|(?:01 99 00|02 61 91|06 39 98)/);
      }
    }
    expect(asked).toBeGreaterThan(1);
  });

  test('a postal code 01000 stays 01000', async () => {
    const one = xml
      .replaceAll(/<postal_code>\d+<\/postal_code>/g, '<postal_code>01000</postal_code>')
      .replaceAll(/<city>[\s\S]*?<\/city>/g, '<city>Bourg-en-Bresse</city>')
      .replaceAll(/<geoloc>[\s\S]*?<\/geoloc>/g, '');
    await bench.run(ats(file(one)), SOURCE);
    expect(new Set((await bench.offers()).map(({ commune }) => commune))).toEqual(new Set(['01053']));
  });
});

test('a département over 3,150 offers is fully swept, with 429 and a token that ends in the middle, without duplicate or gap', async () => {
  const offers = Array.from({ length: 3200 }, (_, n) =>
    inventedOffer(n, { dateCreation: new Date(Date.UTC(2023, 0, 1) + n * 3_600_000).toISOString() }),
  );
  const replay = await startReplay({
    offers: () => offers,
    requestsPerToken: 9,
    troubles: {
      4: { status: 429, headers: { 'Retry-After': '1' } },
      12: { status: 429, headers: { 'Retry-After': '0' } },
    },
  });
  closers.push(() => replay.close());
  const { row } = await bench.run({ ...replay, departments: ['62'] });
  expect(row).toMatchObject({ seen: 3200, created: 3200, complete: true, quarantined: 0 });
  expect(replay.tokens()).toBeGreaterThan(2);
  expect(new Set((await bench.offers()).map(({ external_id: id }) => id)).size).toBe(3200);
});

test('entity bombs and external entities are inert', async () => {
  const bomb = `<?xml version="1.0"?>
    <!DOCTYPE jobs [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
    <jobs><job><job_id>1</job_id><title>Vendeur &b;</title><description>&c;</description></job></jobs>`;
  await bench.run(ats(file(bomb)), SOURCE);
  const [offer] = await bench.offers();
  expect(offer).toMatchObject({ title: 'Vendeur &b;', description: '&c;' });
});

test('a drop above 20 % is held; discarded, its offers stay; a later run decides anew', async () => {
  await bench.run({ dir: await bench.recorded(inventedOffers(20)) });
  const held = await bench.run({ dir: await bench.recorded(inventedOffers(10)) });
  expect(held.row.status).toBe('held');
  await bench.db.ops
    .insertInto('ops.signals')
    .values({ kind: 'feed', subject: held.id, signal: 'discard', value: 'true' })
    .execute();
  await bench.drive(feedPipeline.begin(held.id));
  const row = await bench.db.offers
    .selectFrom('offers.feed_runs')
    .selectAll()
    .where('id', '=', held.id)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: 'done', withdrawn: 0 });
  expect(await open()).toBe(20);
  expect((await bench.run({ dir: await bench.recorded(inventedOffers(18)) })).row.withdrawn).toBe(2);
});

test('any run can be read again from what was kept, by today’s mapper, with nothing fetched', async () => {
  const { id } = await bench.run({ dir: await bench.recorded(inventedOffers(12), { pageSize: 5 }) });
  await bench.db.offers
    .updateTable('offers.offers')
    // An earlier mapper: its version is part of what a row is known by.
    .set({ title: 'old mapper', content_sha256: 'old', row_sha256: 'old' })
    .execute();
  const { row } = await bench.run({ replay: id });
  expect(row).toMatchObject({ seen: 12, updated: 12, created: 0, withdrawn: 0 });
  expect((await bench.offers())[0]?.title).toBe('Vendeur / Vendeuse numéro 0 (H/F)');
});
