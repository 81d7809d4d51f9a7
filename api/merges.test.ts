import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, enterByLink, openHarness } from './test/harness.ts';
import type { Harness } from './test/harness.ts';
import { addOffer } from './test/offer.ts';

let joka: Harness;
let operator: string;

beforeAll(async () => {
  joka = await openHarness();
  operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
});
afterAll(() => joka.close());

it('a pair to review is listed with its reasons, shown once when accepted, and both again when undone', async () => {
  const { db } = joka.test;
  const ids = [await addOffer(db), await addOffer(db)].toSorted();
  const [one = '', two = ''] = ids;
  await db.offers
    .insertInto('offers.merges')
    .values({
      one,
      two,
      relation: 'review',
      decision: null,
      bits: 3,
      probability: 0.89,
      evidence: JSON.stringify([{ feature: 'text', level: 'half', bits: 4 }]),
      found_at: new Date(joka.clock.now()),
      decided_at: null,
    })
    .execute();
  const list = async (name: string) => {
    const { body } = await ask(joka, 'GET', `/operator/merges?list=${name}`, { as: operator });
    return (
      body as {
        merges: { id: string; evidence: unknown[]; one: { hidden: boolean }; two: { hidden: boolean } }[];
      }
    ).merges;
  };
  const shown = async (): Promise<number> =>
    ((await ask(joka, 'GET', '/offers')).body as { total: number }).total;
  const [pair] = await list('review');
  expect(pair).toMatchObject({ one: { id: one }, two: { id: two }, evidence: [{ feature: 'text' }] });
  expect(await shown()).toBe(2);
  const decide = (decision: string, id = pair?.id ?? '') =>
    ask(joka, 'POST', `/operator/merges/${id}`, { as: operator, body: { decision } });
  expect((await decide('accepted')).status).toBe(200);
  expect(await shown()).toBe(1);
  expect(await list('review')).toEqual([]);
  expect((await list('merged')).map((each) => each.one.hidden !== each.two.hidden)).toEqual([true]);
  expect((await decide('undone')).status).toBe(200);
  expect(await shown()).toBe(2);
  expect(await list('undone')).toHaveLength(1);
  const changes = await db.offers.selectFrom('offers.offer_history').select('change').orderBy('id').execute();
  expect(changes.map(({ change }) => change)).toEqual(['merged', 'parted']);
  expect((await decide('accepted', randomUUID())).status).toBe(404);
});
