import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, enterByLink, enterStaff, openHarness } from './test/harness.ts';
import type { Harness } from './test/harness.ts';
import { addOffer } from './test/offer.ts';

let joka: Harness;
let adviser: string;
let elsewhere: string;
beforeAll(async () => {
  joka = await openHarness();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
  elsewhere = await enterStaff(joka, operator, 'adviser', '59350');
});
afterAll(() => joka.close());

it('a shop hides its ad without account; an adviser of the territory answers, no other', async () => {
  const id = await addOffer(joka.test.db, { origin: 'photo', territory: '62510' });
  const listed = await addOffer(joka.test.db, { territory: '62510' });
  expect((await ask(joka, 'POST', `/offers/${listed}/hide`)).status).toBe(404);
  expect((await ask(joka, 'POST', `/offers/${randomUUID()}/hide`)).status).toBe(404);
  expect(await ask(joka, 'POST', `/offers/${id}/hide`)).toMatchObject({ status: 200, body: { done: true } });
  expect((await ask(joka, 'GET', `/offers/${id}`)).body).not.toMatchObject({ state: 'open' });
  const waiting = { status: 200, body: { hidden: [{ id }] } };
  expect(await ask(joka, 'GET', '/review/hidden', { as: adviser })).toMatchObject(waiting);
  expect((await ask(joka, 'GET', '/review/hidden', { as: elsewhere })).body).toEqual({ hidden: [] });
  const answer = { body: { decision: 'restore' } };
  expect((await ask(joka, 'POST', `/review/hidden/${id}`, { as: elsewhere, ...answer })).status).toBe(404);
  expect((await ask(joka, 'POST', `/review/hidden/${id}`, { as: adviser, ...answer })).status).toBe(200);
  expect((await ask(joka, 'GET', '/review/hidden', { as: adviser })).body).toEqual({ hidden: [] });
  const { state } = await joka.test.db.offers
    .selectFrom('offers.offers')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(state).toBe('open');
});
