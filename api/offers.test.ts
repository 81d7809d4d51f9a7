import { tableFromIPC } from 'apache-arrow';
import { latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, enterByLink, enterStaff, NOW, openHarness } from './test/harness.ts';
import type { Harness } from './test/harness.ts';
import { addOffer } from './test/offer.ts';

const CLOUD = latLngToCell(50.42, 2.78, 10);
const DAY = 86_400_000;
let joka: Harness;
let institution: string;

beforeAll(async () => {
  joka = await openHarness();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  institution = await enterStaff(joka, operator, 'institution', '62510');
  const { db } = joka.test;
  await db.offers
    .updateTable('offers.territories')
    .set({ reference: '59350' })
    .where('code', '=', '62510')
    .execute();
  await addOffer(db, { title: 'Préparateur de commandes', contract: 'interim' });
  await addOffer(db, { title: 'Boulangère', createdAt: NOW - 40 * DAY });
  await addOffer(db, { title: 'Vendeuse 100%', origin: 'photo', precision: 'photo', cell: CLOUD });
  await addOffer(db, { title: 'Serveur', territory: '59350', commune: '59350' });
  await addOffer(db, { title: 'Ancienne', createdAt: NOW - 60 * DAY, state: 'withdrawn' });
});
afterAll(() => joka.close());

type Page = { total: number; offers: { title: string }[] };
const search = async (query: string): Promise<string[]> => {
  const { body } = await ask(joka, 'GET', `/offers?${query}`);
  return (body as Page).offers.map(({ title }) => title).toSorted();
};

describe('the list of offers', () => {
  it('is open to all, paged, and searched by words without accents', async () => {
    expect(await search('territory=62510')).toEqual([
      'Boulangère',
      'Préparateur de commandes',
      'Vendeuse 100%',
    ]);
    expect(await search('q=preparateur%20commandes')).toEqual(['Préparateur de commandes']);
    expect(await search('q=BOULANGERE%20pont')).toEqual(['Boulangère']);
    // A sign of the pattern language is a letter like others.
    expect(await search('q=100%25')).toEqual(['Vendeuse 100%']);
    expect(await search('contract=interim')).toEqual(['Préparateur de commandes']);
    expect(await search('trade=d11&origin=photo')).toEqual(['Vendeuse 100%']);
    expect(await search('commune=59350')).toEqual(['Serveur']);
    const second = await ask(joka, 'GET', '/offers?territory=62510&size=2&page=2');
    expect(second.body).toMatchObject({ total: 3, page: 2, size: 2, offers: [{}] });
    expect((await ask(joka, 'GET', '/offers?size=101')).body).toMatchObject({ details: { field: 'size' } });
    expect((await ask(joka, 'GET', '/offers?near=here')).body).toMatchObject({ details: { field: 'near' } });
  });

  it('keeps to a kind, a trade, no licence asked, 16-17 and a known place', async () => {
    const { db } = joka.test;
    const set = (title: string, values: Record<string, unknown>) =>
      db.offers.updateTable('offers.offers').set(values).where('title', '=', title).execute();
    await set('Boulangère', { kind: 'apprenticeship', minors: true, rome: 'D1107', rome_parent: 'D1106' });
    await set('Préparateur de commandes', { kind: 'job', driving_licence: 'required', minors: false });
    const here = (query: string) => search(`territory=62510&${query}`);
    expect(await here('kind=apprenticeship')).toEqual(['Boulangère']);
    expect(await here('trade=D1106')).toContain('Boulangère');
    expect(await here('noLicence=true')).toEqual(['Boulangère', 'Vendeuse 100%']);
    expect(await here('minors=true')).toEqual(['Boulangère', 'Vendeuse 100%']);
    expect(await here('minors=said')).toEqual(['Boulangère']);
    expect(await here('placed=true')).toEqual(['Vendeuse 100%']);
  });

  it('lists an offer known to its department alone in the territories of it, and shows none that is held', async () => {
    const { db } = joka.test;
    const id = await addOffer(db, { title: 'Quelque part', commune: null, territory: 'x' });
    await db.offers
      .updateTable('offers.offers')
      .set({ territory: null, around: ['62510'], precision: 'department' })
      .where('id', '=', id)
      .execute();
    expect(await search('territory=62510')).toContain('Quelque part');
    expect(await search('territory=59350')).not.toContain('Quelque part');
    await db.offers.updateTable('offers.offers').set({ state: 'held' }).where('id', '=', id).execute();
    expect(await search('territory=62510')).not.toContain('Quelque part');
    expect((await ask(joka, 'GET', `/offers/${id}`)).status).toBe(404);
    await db.offers.deleteFrom('offers.offers').where('id', '=', id).execute();
  });

  it('comes as Arrow for maps, without the door of a photo', async () => {
    const { body } = await ask(joka, 'GET', '/offers.arrow?territory=62510');
    const table = tableFromIPC(body as Uint8Array);
    expect(table.numRows).toBe(3);
    const rows = table.toArray() as { title: string; origin: string; lat: number | null }[];
    expect(rows.find(({ origin }) => origin === 'photo')?.lat).toBeNull();
    expect(rows.find(({ title }) => title === 'Boulangère')?.lat).toBeCloseTo(50.42);
  });
});

describe('the portrait of a territory', () => {
  it('counts what is open now, a period before, and beside the reference, with no player', async () => {
    const { status, body } = await ask(joka, 'GET', '/territory/portrait', { as: institution });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      territory: { code: '62510' },
      reference: { code: '59350' },
      // The withdrawn one has no history row: it closed when it was last written, 60 days ago.
      open: { n: 3, before: 1 },
      byTrade: [
        {
          key: 'D11',
          label: 'Vente en alimentation',
          n: 3,
          before: 1,
          perThousand: 1000,
          referencePerThousand: 1000,
        },
      ],
      windowOnly: { n: 1, before: 0, perThousand: 333, referencePerThousand: 0 },
      beginners: { n: 3 },
      communes: [{ code: '62510', name: 'Liévin', n: 3 }],
      withoutOffers: [{ code: '62498', name: 'Lens' }],
    });
    const portrait = body as Record<
      'byContract' | 'bySource' | 'byPrecision' | 'byAge',
      { key: string; label: string; n: number }[]
    >;
    expect(portrait.byContract.map(({ key, n }) => [key, n])).toEqual([
      ['cdi', 2],
      ['interim', 1],
    ]);
    expect(portrait.bySource.map(({ label, n }) => [label, n])).toEqual([
      ['Source public', 2],
      ['Source photo', 1],
    ]);
    expect(portrait.byAge.map(({ key, n }) => [key, n])).toEqual([
      ['0-7', 2],
      ['31-90', 1],
    ]);
  });
});

describe('published tables', () => {
  it('are read as they were written: masked is null with what is missing, never 0', async () => {
    const row = { territory: '62510', week: '2026-W35', table_name: 'participants', low: null, high: null };
    await joka.test.db.study
      .insertInto('study.published')
      .values([
        { ...row, row_key: 'all', measure: 'persons', value: 25, n: 25, masked: false, missing: null },
        { ...row, row_key: '62498', measure: 'persons', value: null, n: null, masked: true, missing: 4 },
      ])
      .execute();
    const weeks = await ask(joka, 'GET', '/territory/weeks', { as: institution });
    expect(weeks.body).toMatchObject({ weeks: [{ week: '2026-W35', tables: ['participants'] }] });
    const table = await ask(joka, 'GET', '/territory/2026-W35/participants', { as: institution });
    expect(table.body).toMatchObject({
      rows: [
        { key: '62498', value: null, masked: true, missing: 4 },
        { key: 'all', value: 25, masked: false },
      ],
    });
    const arrow = await ask(joka, 'GET', '/territory/2026-W35/participants/arrow', { as: institution });
    const rows = tableFromIPC(arrow.body as Uint8Array).toArray() as {
      value: number | null;
      masked: boolean;
    }[];
    expect(rows.map(({ value, masked }) => [value, masked])).toEqual([
      [null, true],
      [25, false],
    ]);
  });
});
