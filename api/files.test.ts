import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFeedSteps } from '../ingest/feeds/steps.ts';
import { feedPipeline } from '../ingest/feeds/pipeline.ts';
import type { FeedState } from '../ingest/feeds/pipeline.ts';
import { ask, enterByLink, enterStaff, openHarness } from './test/harness.ts';
import type { Answer, Harness } from './test/harness.ts';

let joka: Harness;
let operator: string;
let adviser: string;
let elsewhere: string;

beforeAll(async () => {
  joka = await openHarness('real');
  operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
  elsewhere = await enterStaff(joka, operator, 'adviser', '59350');
});
afterAll(() => joka.close());

const send = async (
  path: string,
  cookie: string,
  csv: string | Uint8Array,
  fields: Readonly<Record<string, string>> = {},
  key: string = randomUUID(),
): Promise<Answer> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([typeof csv === 'string' ? csv : new Uint8Array(csv)]), 'offres.csv');
  const encoded = new Response(form);
  const response = await joka.app.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: {
      cookie: `joka=${cookie}`,
      'idempotency-key': key,
      'content-type': encoded.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: response.statusCode, body: response.json() as unknown, cookie: null };
};

const HEAD = 'Réf;Intitulé du poste;Employeur;Ville;CP;Contrat;Missions;Publié le;Tél';
const line = (n: number, city = 'Liévin', cp = '62800'): string =>
  `R${n};Vendeur ${n} (H/F);Boutique ${n};${city};${cp};CDD;Vous vendez ${n} fois.;0${(n % 9) + 1}/10/2026;01 99 00 25 0${n % 10}`;
const table = (...lines: readonly string[]): string => [HEAD, ...lines, ''].join('\r\n');

/** Does the open work of feeds as the worker does. */
const work = async (): Promise<void> => {
  const steps = createFeedSteps({
    db: joka.test.db,
    store: joka.store,
    clock: joka.clock,
    sleep: async () => undefined,
    credentials: () => null,
  });
  const open = await joka.test.db.ops
    .selectFrom('ops.outbox')
    .select(['id', 'subject'])
    .where('kind', '=', 'feed')
    .where('closed_at', 'is', null)
    .execute();
  for (const { id, subject } of open) {
    for (let state: FeedState = feedPipeline.begin(subject); ;) {
      const answer = await feedPipeline.advance(steps, state);
      ({ state } = answer);
      if (answer.next === 'done') break;
    }
    await joka.test.db.ops
      .updateTable('ops.outbox')
      .set({ closed_at: new Date(joka.clock.now()), outcome: 'done' })
      .where('id', '=', id)
      .execute();
  }
  joka.clock.set(joka.clock.now() + 60_000);
};

const offers = async () =>
  joka.test.db.offers
    .selectFrom('offers.offers')
    .select(['external_id', 'title', 'territory', 'state', 'source', 'attribution', 'description'])
    .orderBy('external_id')
    .execute();

test('a table is tried: columns mapped, ten rows as offers, every refused row with its reason', async () => {
  const csv = table(
    ...Array.from({ length: 12 }, (_, n) => line(n)),
    'R90;;Boutique;Liévin;62800;CDI;Sans titre;01/10/2026;',
    'R91;Boulanger;Boutique;Lille;59000;CDI;Ailleurs;01/10/2026;',
    'R92;Boulanger;Boutique;Liévin;62800;CDI;Trop;01/10/2026;;;plus',
  );
  const answer = await send('/adviser/files/try', adviser, csv);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    fields: {
      id: 'Réf',
      title: 'Intitulé du poste',
      employer: 'Employeur',
      city: 'Ville',
      postalCode: 'CP',
      contract: 'Contrat',
      description: 'Missions',
      created: 'Publié le',
      phone: 'Tél',
    },
    missing: [],
    rows: 15,
    accepted: 12,
    refusedCount: 3,
  });
  const { offers: shown, refused } = answer.body as {
    offers: { title: string; contract: string; hasContact: boolean; description: string }[];
    refused: { row: number; code: string; field: string | null }[];
  };
  expect(shown).toHaveLength(10);
  expect(shown[0]).toMatchObject({ title: 'Vendeur 0 (H/F)', contract: 'cdd', hasContact: true });
  expect(JSON.stringify(shown)).not.toContain('01 99');
  expect(refused.map(({ row, code }) => [row, code])).toEqual([
    [13, 'FEED_FIELD_MISSING'],
    [14, 'FEED_ROW_ELSEWHERE'],
    [15, 'FEED_ROW_CELLS'],
  ]);
  expect(await offers()).toEqual([]);
});

test('a person may say what a column means; an unknown column is refused by name', async () => {
  const csv = 'a,b\nBoulanger,Liévin\n';
  expect((await send('/adviser/files/try', adviser, csv)).body).toMatchObject({ missing: ['title'] });
  const given = { fields: JSON.stringify({ title: 'a', city: 'b' }) };
  expect((await send('/adviser/files/try', adviser, csv, given)).body).toMatchObject({ accepted: 1 });
  const wrong = { fields: JSON.stringify({ title: 'x' }) };
  expect(await send('/adviser/files/try', adviser, csv, wrong)).toMatchObject({
    status: 422,
    body: { code: 'FEED_MAPPING_INVALID' },
  });
  expect(await send('/adviser/files/try', adviser, '')).toMatchObject({
    status: 422,
    body: { code: 'FEED_FILE_EMPTY' },
  });
});

test('published, the offers stand under the organisation and its territory; a drop is held and answered', async () => {
  const csv = table(...Array.from({ length: 8 }, (_, n) => line(n)), line(9, 'Lille', '59000'));
  const fields = JSON.stringify({
    id: 'Réf',
    title: 'Intitulé du poste',
    city: 'Ville',
    postalCode: 'CP',
    description: 'Missions',
    contract: 'Contrat',
    phone: 'Tél',
  });
  const key = randomUUID();
  const first = await send('/adviser/files/publish', adviser, csv, { fields, replaces: 'true' }, key);
  expect(first.status).toBe(202);
  expect(
    (await send('/adviser/files/publish', adviser, csv, { fields, replaces: 'true' }, key)).body,
  ).toEqual(first.body);
  expect(
    await send('/adviser/files/publish', adviser, `${csv}x`, { fields, replaces: 'true' }, key),
  ).toMatchObject({ status: 409 });
  await work();
  const shown = await offers();
  expect(shown).toHaveLength(8);
  expect(shown[0]).toMatchObject({ external_id: 'R0', territory: '62510', state: 'open' });
  expect(shown[0]?.attribution).toContain('Source : adviser 62510');

  const fewer = table(line(0), line(1));
  const second = await send('/adviser/files/publish', adviser, fewer, { fields, replaces: 'true' });
  const { run } = second.body as { run: string };
  await work();
  const listed = await ask(joka, 'GET', '/adviser/files', { as: adviser });
  const { files } = listed.body as { files: Record<string, unknown>[] };
  expect(files[0]).toMatchObject({ run, name: 'offres.csv', status: 'held', vanishing: 6 });
  expect(files[1]).toMatchObject({ seen: 8, refused: [{ row: 9, code: 'FEED_ROW_ELSEWHERE' }] });
  expect((await ask(joka, 'GET', '/adviser/files', { as: elsewhere })).body).toEqual({ files: [] });

  const sources = await ask(joka, 'GET', '/operator/sources', { as: operator });
  const source = (sources.body as { sources: { id: string }[] }).sources[0];
  expect(source).toMatchObject({ health: 'held', open: 8, lastRun: { vanishing: 6, openBefore: 8 } });

  expect((await ask(joka, 'POST', `/adviser/files/${run}/confirm`, { as: elsewhere })).status).toBe(404);
  const other = `/operator/sources/nobody/held/${run}/discard`;
  expect((await ask(joka, 'POST', other, { as: operator })).status).toBe(404);
  const discard = `/operator/sources/${source?.id ?? ''}/held/${run}/discard`;
  expect((await ask(joka, 'POST', discard, { as: operator })).status).toBe(200);
  await work();
  expect((await offers()).filter(({ state }) => state === 'open')).toHaveLength(8);

  const third = await send('/adviser/files/publish', adviser, fewer, { fields, replaces: 'true' });
  await work();
  const again = (third.body as { run: string }).run;
  expect((await ask(joka, 'POST', `/adviser/files/${again}/confirm`, { as: adviser })).status).toBe(200);
  await work();
  expect((await offers()).filter(({ state }) => state === 'open')).toHaveLength(2);
});

test('a file without dates or ids keeps its offers apart, and a second time is a no-op', async () => {
  const csv = 'Poste;Ville;CP\nCuisinier;Liévin;62800\nCuisinier;Lens;62300\n';
  const fields = JSON.stringify({ title: 'Poste', city: 'Ville', postalCode: 'CP' });
  const lens = await enterStaff(joka, operator, 'adviser', '62510');
  const results = [];
  for (let n = 0; n < 2; n += 1) {
    await send('/adviser/files/publish', lens, csv, { fields, replaces: 'false' });
    await work();
    const listed = await ask(joka, 'GET', '/adviser/files', { as: lens });
    results.push(
      (listed.body as { files: { created: number; updated: number; unchanged: number }[] }).files[0],
    );
  }
  expect(results[0]).toMatchObject({ created: 2, updated: 0 });
  expect(results[1]).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
});
