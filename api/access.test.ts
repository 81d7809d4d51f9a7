import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACT } from './contract/contract.ts';
import { ROLES } from './contract/route.ts';
import type { Role, Route } from './contract/route.ts';
import { ask, enterByLink, enterJoker, enterPlayer, enterStaff, openHarness } from './test/harness.ts';
import type { Answer, Harness } from './test/harness.ts';

let joka: Harness;
/** A cookie per role, and those of others. */
const as: Partial<Record<Role | 'other' | 'elsewhere' | 'erased', string>> = {};

/** A path of the route with these values; what is not given is a random id, a week, a table. */
const pathOf = ({ path }: Route, values: Readonly<Record<string, string>> = {}): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => {
    if (name === 'week') return values['week'] ?? '2026-W30';
    return values[name] ?? (name === 'table' ? 'participants' : randomUUID());
  });

const codeOf = ({ body }: Answer): unknown => (body as { code?: string } | null)?.code;
const messageOf = (answer: Answer | undefined): unknown =>
  (answer?.body as { message?: string } | undefined)?.message;
const JPEG = Buffer.from('not a picture');

beforeAll(async () => {
  joka = await openHarness('demo');
  as.operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  as.adviser = await enterStaff(joka, as.operator, 'adviser', '62510');
  as.joker = await enterJoker(joka, as.adviser);
  as.institution = await enterStaff(joka, as.operator, 'institution', '62510');
  as.sociologist = await enterStaff(joka, as.operator, 'laboratory', '62510');
  as.player = await enterPlayer(joka, as.adviser, 'play_position');
  as.other = await enterPlayer(joka, as.adviser, 'play_position');
  as.elsewhere = await enterStaff(joka, as.operator, 'adviser', '59350');
  as.erased = await enterPlayer(joka, as.adviser);
});
afterAll(() => joka.close());

/** Whether a request came through the door, whatever was found behind it. */
const verdict = (answer: Answer): string => {
  const code = codeOf(answer);
  if (answer.status >= 500) return `broken: ${String(code)}`;
  return code === 'SESSION_MISSING' || code === 'ROLE_FORBIDDEN' ? code : 'through';
};
const mayEnter = ({ roles }: Route, who: Role | 'nobody' | 'forged'): string => {
  if (roles === 'anyone') return 'through';
  if (who === 'nobody' || who === 'forged') return 'SESSION_MISSING';
  return roles.includes(who) ? 'through' : 'ROLE_FORBIDDEN';
};

describe('every route', () => {
  it.each(CONTRACT.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s answers only whom its contract names',
    async (_, route) => {
      const found: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const who of ['nobody', 'forged', ...ROLES] as const) {
        // Erasing the person or leaving would end the walk; both are tested by themselves.
        if ((route.method === 'DELETE' || route.path === '/leave') && who !== 'nobody') continue;
        const cookie = who === 'nobody' ? null : who === 'forged' ? 'x'.repeat(43) : (as[who] ?? null);
        found[who] = verdict(await ask(joka, route.method, pathOf(route), { as: cookie }));
        expected[who] = mayEnter(route, who);
      }
      expect(found).toEqual(expected);
    },
  );

  it('refuses with one shape, whatever is wrong', async () => {
    for (const route of CONTRACT.filter(({ method }) => method !== 'DELETE')) {
      const answer = await ask(joka, route.method, pathOf(route), {
        as: route.roles === 'anyone' ? null : (as[route.roles[0] ?? 'player'] ?? null),
        ...(route.method === 'GET' || route.path === '/leave' ? {} : { body: { nonsense: 1 } }),
      });
      if (answer.status < 400) continue;
      const body = answer.body as Record<string, unknown>;
      expect(Object.keys(body).toSorted(), route.path).toEqual([
        'code',
        'details',
        'message',
        'remedy',
        'requestId',
      ]);
      expect(answer.status, `${route.method} ${route.path} ${JSON.stringify(body)}`).toBeLessThan(500);
    }
  });
});

type Named = { path: string; method: 'GET' | 'POST'; body?: object; as: keyof typeof as };

type Ids = { own: string; foreign: Readonly<Record<string, string>> };

/** The kinds of foreign ids whose answer differs from a missing id's, and the status of the own one. */
const compare = async (
  route: Named,
  ids: Ids,
): Promise<{ differing: string[]; missing: number; own: boolean }> => {
  const send = async (id: string): Promise<Answer> => {
    const { method, body } = route;
    return ask(joka, method, route.path.replace(':id', id), {
      as: as[route.as] ?? null,
      ...(body ? { body } : {}),
    });
  };
  const plain = ({ status, body }: Answer): string =>
    JSON.stringify({ status, ...(body as object), requestId: null });
  const missing = await send(randomUUID());
  const differing: string[] = [];
  for (const [kind, id] of Object.entries(ids.foreign))
    if (plain(await send(id)) !== plain(missing)) differing.push(kind);
  return { differing, missing: missing.status, own: (await send(ids.own)).status < 300 };
};
const ALIKE = { differing: [], missing: 404, own: true };

const photoOf = async (
  cookie: keyof typeof as,
  state: 'read' | 'review',
  territory: string,
): Promise<string> => {
  const id = randomUUID();
  const links = await joka.test.db.idp.selectFrom('idp.sessions').select('user_id').execute();
  expect(links.length).toBeGreaterThan(0);
  await joka.test.db.game
    .insertInto('game.photos')
    .values({
      id,
      player: await playerOf(cookie),
      object_key: 'photos/x',
      territory,
      state,
      taken_at: null,
      place_cell: null,
      accuracy_m: null,
      draft: null,
      confirmed: null,
      offer: null,
      error_code: null,
    })
    .execute();
  return id;
};

const playerOf = async (cookie: keyof typeof as): Promise<string | null> => {
  const exported = await ask(joka, 'GET', '/me/export', { as: as[cookie] ?? null });
  const { tables } = exported.body as { tables: { table: string; rows: { id?: string }[] }[] };
  return tables.find(({ table }) => table === 'game.players')?.rows[0]?.id ?? null;
};

describe('an id that is not yours', () => {
  it('is answered like one that does not exist: photos', async () => {
    const erased = await photoOf('erased', 'read', '62510');
    await joka.test.db.game.deleteFrom('game.photos').where('id', '=', erased).execute();
    const foreign = {
      another: await photoOf('other', 'read', '62510'),
      elsewhere: await photoOf('other', 'read', '59350'),
      erased,
    };
    const own = await photoOf('player', 'read', '62510');
    expect(await compare({ as: 'player', method: 'GET', path: '/photos/:id' }, { own, foreign })).toEqual(
      ALIKE,
    );
    await joka.store.put(`photos/${'0'.repeat(64)}.jpg`, JPEG).catch(() => undefined);
    const fields = {
      isVacancy: true,
      title: 'Vendeuse',
      rome: null,
      contract: 'cdi',
      apply: 'in_person',
      employer: null,
      hours: null,
      salary: null,
      address: null,
      phone: null,
      email: null,
    };
    expect(
      await compare(
        { as: 'player', method: 'POST', path: '/photos/:id/confirm', body: { fields } },
        { own, foreign },
      ),
    ).toEqual(ALIKE);
  });

  it('is answered like one that does not exist: photos to review, of one territory', async () => {
    const gone = await photoOf('other', 'review', '62510');
    await joka.test.db.game.deleteFrom('game.photos').where('id', '=', gone).execute();
    const foreign = {
      another: await photoOf('other', 'read', '62510'),
      elsewhere: await photoOf('other', 'review', '59350'),
      erased: gone,
    };
    const own = await photoOf('other', 'review', '62510');
    const body = { decision: 'reject', fields: null };
    expect(
      await compare({ as: 'adviser', method: 'POST', path: '/review/photos/:id', body }, { own, foreign }),
    ).toEqual(ALIKE);
    const listed = await ask(joka, 'GET', '/review/photos', { as: as.elsewhere ?? null });
    expect((listed.body as { photos: { id: string }[] }).photos.map(({ id }) => id)).toEqual([
      foreign.elsewhere,
    ]);
  });

  it('is answered like one that does not exist: meetings', async () => {
    const code = async (cookie: keyof typeof as): Promise<string> =>
      ((await ask(joka, 'GET', '/play/code', { as: as[cookie] ?? null })).body as { code: string }).code;
    const meet = async (from: keyof typeof as, otherKind: string, other: string): Promise<string> => {
      const body = { kind: 'meeting', otherKind, other, offer: null };
      const made = await ask(joka, 'POST', '/play/interactions', { as: as[from] ?? null, body });
      return (made.body as { id: string }).id;
    };
    const own = await meet('other', 'peer', await code('player'));
    const foreign = {
      another: await meet('player', 'peer', await code('other')),
      elsewhere: await meet('player', 'adviser', await code('elsewhere')),
    };
    const route = { as: 'player', method: 'POST', path: '/play/meetings/:id/confirm', body: {} } as const;
    expect(await compare(route, { own, foreign })).toEqual(ALIKE);
  });

  it('is answered like one that does not exist: exports, territories, published tables', async () => {
    const asked = {
      from: '2026-W30',
      to: '2026-W36',
      table: 'measures',
      format: 'csv',
      purpose: 'a test of access',
    };
    const exportOf = async (cookie: keyof typeof as, territory: string): Promise<Answer> =>
      ask(joka, 'POST', '/lab/exports', { as: as[cookie] ?? null, body: { ...asked, territory } });
    expect(await exportOf('sociologist', '59350')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    const lille = await enterStaff(joka, as.operator ?? '', 'laboratory', '59350');
    const theirs = await ask(joka, 'POST', '/lab/exports', {
      as: lille,
      body: { ...asked, territory: '59350' },
    });
    const { id } = theirs.body as { id: string };
    const [foreign, missing] = await Promise.all(
      [id, randomUUID()].map((one) =>
        ask(joka, 'GET', `/lab/exports/${one}`, { as: as.sociologist ?? null }),
      ),
    );
    expect(foreign).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', message: messageOf(missing) },
    });
    for (const territory of ['59350', 'XX']) {
      const read = await ask(joka, 'GET', `/lab/summary?territory=${territory}&from=2026-W30&to=2026-W31`, {
        as: as.sociologist ?? null,
      });
      expect(read).toMatchObject({ status: 404, body: { message: 'There is no such territory for you.' } });
    }
    await joka.test.db.study
      .insertInto('study.published')
      .values({
        territory: '59350',
        week: '2026-W30',
        table_name: 'participants',
        row_key: 'all',
        measure: 'persons',
        value: 20,
        n: 20,
        low: null,
        high: null,
        masked: false,
        missing: null,
      })
      .execute();
    const [published, nothing] = await Promise.all(
      ['2026-W30', '2026-W31'].map((week) =>
        ask(joka, 'GET', `/territory/${week}/participants`, { as: as.institution ?? null }),
      ),
    );
    expect([published?.status, nothing?.status]).toEqual([404, 404]);
  });
});

describe('roles of the database', () => {
  it('let the territory role read published tables and counts of offers only', async () => {
    const { territory } = joka.test.db;
    for (const table of [
      'game.players',
      'study.staging',
      'idp.users',
      'vault.link',
      'offers.contacts',
      'offers.offers',
    ] as const)
      await expect(territory.selectFrom(table).selectAll().execute()).rejects.toMatchObject({
        code: '42501',
      });
    await expect(territory.selectFrom('study.published').selectAll().execute()).resolves.toBeDefined();
  });
});
