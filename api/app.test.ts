import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Type } from '@sinclair/typebox';
import { CONTRACT } from './contract/contract.ts';
import { closed } from './contract/route.ts';
import { DEFAULT_LIMITS } from './deps.ts';
import { faultOf } from './plugins/validation.ts';
import { ask, openHarness } from './test/harness.ts';
import type { Harness } from './test/harness.ts';

let joka: Harness;
beforeAll(async () => {
  joka = await openHarness('demo', { limits: { ...DEFAULT_LIMITS, pressure: false, entersPerMinute: 3 } });
});
afterAll(() => joka.close());

describe('the application', () => {
  it('documents exactly what it serves', async () => {
    const { paths } = (await joka.app.inject('/api/openapi.json')).json<{ paths: Record<string, object> }>();
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(documented.toSorted()).toEqual(
      CONTRACT.map(({ method, path }) => `${method} /api/v1${path}`).toSorted(),
    );
    const page = await joka.app.inject('/api/docs');
    expect(page.body).toContain('/api/v1/play/batches');
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  });

  it('names every write repeatable, and every path once', () => {
    expect(CONTRACT.filter(({ method, mutation }) => method !== 'GET' && mutation === undefined)).toEqual([]);
    expect(new Set(CONTRACT.map(({ method, path }) => `${method} ${path}`)).size).toBe(CONTRACT.length);
    const open = CONTRACT.filter(({ roles }) => roles === 'anyone');
    expect(open.filter(({ scope, path }) => scope !== 'public' && path !== '/leave')).toEqual([]);
  });

  it('says truthfully whether it is alive and ready', async () => {
    expect((await joka.app.inject('/healthz')).json()).toEqual({ alive: true });
    expect(await joka.app.inject('/readyz')).toMatchObject({ statusCode: 200 });
    const broken = await openHarness('demo', {
      store: { ...joka.store, put: () => Promise.reject(new Error('away')) },
    });
    const answer = await broken.app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ ready: false, database: true, objects: false, instance: true });
    await broken.close();
  });

  it('sends large texts gzipped to whoever takes it', async () => {
    const plain = await joka.app.inject('/api/openapi.json');
    const zipped = await joka.app.inject({
      url: '/api/openapi.json',
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body);
    expect(zipped.rawPayload.length * 4).toBeLessThan(plain.rawPayload.length);
  });

  it('limits attempts to enter, and says when to come back', async () => {
    const attempts = [];
    for (let i = 0; i < 5; i += 1)
      attempts.push(await ask(joka, 'POST', '/enter/card', { body: { code: 'AAAA-BBBB', nickname: 'x' } }));
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 429, 429]);
    expect(attempts[4]?.body).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  it('refuses what is unknown, too large or not JSON, in the one shape', async () => {
    expect((await ask(joka, 'GET', '/nothing')).body).toMatchObject({ code: 'METHOD_UNKNOWN' });
    const send = (payload: string, type: string) =>
      joka.app.inject({
        method: 'POST',
        url: '/api/v1/enter/alone',
        headers: { 'content-type': type },
        payload,
      });
    expect((await send('x'.repeat(300_000), 'application/json')).json()).toMatchObject({
      code: 'BODY_TOO_LARGE',
    });
    expect((await send('<a/>', 'text/xml')).json()).toMatchObject({ code: 'BODY_TYPE_UNKNOWN' });
    const poisoned = await send('{"__proto__":{"role":"operator"}}', 'application/json');
    expect(poisoned.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('finds extra and missing fields of an answer instead of dropping them', () => {
    const schema = closed({ id: Type.String(), inner: closed({ n: Type.Integer() }) });
    expect(faultOf(schema, { id: 'a', inner: { n: 1 } })).toBeNull();
    expect(faultOf(schema, { id: 'a', inner: { n: 1, phone: '03' } })).toMatchObject({
      field: 'inner.phone',
    });
    expect(faultOf(schema, { inner: { n: 1 } })).toMatchObject({ field: 'id' });
    expect(faultOf(schema, { id: 'a', inner: { n: 1.5 } })).toMatchObject({ field: 'inner.n' });
  });

  it('opens the demo door: a new player each time, the same staff', async () => {
    const demo = await openHarness('demo');
    const enter = async (persona: string): Promise<unknown> => {
      const { cookie } = await ask(demo, 'POST', '/enter/demo', { body: { persona } });
      return (await ask(demo, 'GET', '/me', { as: cookie })).body;
    };
    for (const persona of ['player', 'sociologist', 'institution', 'operator', 'adviser'])
      expect(await enter(persona)).toMatchObject({ role: persona, demo: true });
    await enter('player');
    await enter('institution');
    const { idp } = demo.test.db;
    const members = await idp.selectFrom('idp.memberships').select('role').execute();
    expect(members.map(({ role }) => role).toSorted()).toEqual([
      'adviser',
      'institution',
      'operator',
      'player',
      'player',
      'sociologist',
    ]);
    const instance = (await ask(demo, 'GET', '/instance')).body;
    expect(instance).toMatchObject({
      demo: true,
      invented: true,
      disclaimer: expect.stringContaining('Ville inventée'),
    });
    await demo.close();
  });
});
