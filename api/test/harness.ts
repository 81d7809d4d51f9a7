import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { fixedClock } from '../../infra/clock.ts';
import type { Clock } from '../../infra/clock.ts';
import { openLog } from '../../infra/log.ts';
import { memoryStore } from '../../infra/object-store/memory.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import { createFileDoor } from '../../ingest/feeds/file-door.ts';
import { createChildGate } from '../../ingest/photos/gate/child-gate.ts';
import { acceptBatch } from '../../ingest/traces/accept.ts';
import { importLogger } from '../../ingest/traces/import-logger.ts';
import { createTraceSteps } from '../../ingest/traces/steps.ts';
import { testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { foundInstance } from '../accounts/instance.ts';
import { createApp } from '../app.ts';
import { NO_LIMITS } from '../deps.ts';
import type { AppDeps } from '../deps.ts';
import type { LabDoor } from '../lab-door.ts';

/** Monday noon: what tests call now. */
export const NOW = Date.UTC(2026, 8, 14, 10);

/** A study in which nothing was computed yet. */
export const EMPTY_LAB: LabDoor = {
  cohort: async (territory) => ({ territory, weeks: [], persons: 0, computedAt: null }),
  summary: async () => null,
  measures: async () => null,
  cells: async () => null,
  ties: async () => null,
  codebook: () => [],
  person: async () => [],
  exportFile: async () => null,
};

export type Harness = {
  readonly app: FastifyInstance;
  readonly test: TestDatabase;
  readonly store: ObjectStore;
  readonly clock: Clock & { set(at: number): void };
  /** Every line the log wrote. */
  readonly logged: string[];
  /** Code of the first operator's link. */
  readonly operatorLink: string;
  close(): Promise<void>;
};

/** The whole application over a fresh database, founded, with one territory of two communes. */
export const openHarness = async (
  kind: 'demo' | 'real' = 'real',
  changes: Partial<AppDeps> = {},
): Promise<Harness> => {
  const test = await testDatabase();
  const clock = fixedClock(NOW);
  const store = memoryStore();
  const gate = createChildGate();
  const logged: string[] = [];
  const { db } = test;
  await addTerritory(test, '62510', 'Liévin', kind === 'demo');
  await addTerritory(test, '59350', 'Lille', kind === 'demo');
  const { operatorLink } = await foundInstance(db.idp, clock, { kind, aloneAllowed: true });
  const app = createApp({
    db,
    store,
    clock,
    gate,
    lab: EMPTY_LAB,
    files: createFileDoor({ db, store, clock }),
    importLogger: (trx, sender, part) => importLogger(trx, clock, sender, part),
    acceptBatch: (sender, batch) => acceptBatch({ db, clock }, sender, batch),
    communeName: (code) => ({ '62510': 'Liévin', '62498': 'Lens' })[code] ?? null,
    limits: NO_LIMITS,
    tls: null,
    log: openLog('debug', 'test', { write: (line) => logged.push(line) }),
    config: {
      publicUrl: null,
      https: false,
      trustedProxies: [],
      webRoot: null,
      pmtiles: null,
      map: { kind: 'plan', url: null },
      foreignHost: null,
      version: '0',
    },
    ...changes,
  });
  await app.ready();
  const close = async (): Promise<void> => {
    await app.close();
    await gate.close();
    await test.close();
  };
  return { app, test, store, clock, logged, operatorLink, close };
};

const addTerritory = async (
  { db }: TestDatabase,
  code: string,
  name: string,
  invented: boolean,
): Promise<void> => {
  const communes = code === '62510' ? ['62510', '62498'] : [code];
  const bounds = [2.7, 50.3, 2.9, 50.5];
  await db.offers
    .insertInto('offers.territories')
    .values({ code, name, communes, bounds, reference: null, invented })
    .execute();
};

export type Answer = { readonly status: number; readonly body: unknown; readonly cookie: string | null };

/** One request as a program makes it. `as` is a cookie of a former answer. */
export const ask = async (
  { app }: Pick<Harness, 'app'>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  {
    as,
    body,
    key,
    headers,
  }: { as?: string | null; body?: unknown; key?: string; headers?: Record<string, string> } = {},
): Promise<Answer> => {
  const options: InjectOptions = {
    method,
    url: `/api/v1${path}`,
    headers: {
      ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
      ...(as === undefined || as === null ? {} : { cookie: `joka=${as}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body as object }),
  };
  const response = await app.inject(options);
  const type = String(response.headers['content-type'] ?? '');
  const cookie = response.cookies.find(({ name }) => name === 'joka')?.value ?? null;
  return {
    status: response.statusCode,
    body: type.includes('json') ? (response.json() as unknown) : response.rawPayload,
    cookie,
  };
};

const PHRASE = 'une phrase assez longue';

/** The operator enters by link, makes an organisation, and its member enters by link: all through the API. */
export const enterStaff = async (
  harness: Harness,
  operator: string,
  kind: 'institution' | 'adviser' | 'laboratory' | 'operator',
  territory: string | null,
): Promise<string> => {
  const name = `${kind} ${territory ?? 'partout'} ${randomUUID().slice(0, 8)}`;
  const made = await ask(harness, 'POST', '/operator/organisations', {
    as: operator,
    body: { name, kind, territory },
  });
  const { id } = made.body as { id: string };
  const invited = await ask(harness, 'POST', '/operator/invitations', {
    as: operator,
    body: { organisation: id, days: 3 },
  });
  const { code } = invited.body as { code: string };
  return enterByLink(harness, code, `${kind} ${randomUUID().slice(0, 8)}`);
};

export const enterByLink = async (harness: Harness, code: string, nickname: string): Promise<string> => {
  const entered = await ask(harness, 'POST', '/enter/link', { body: { code, nickname, passphrase: PHRASE } });
  if (entered.cookie === null) throw new Error(`link refused: ${JSON.stringify(entered.body)}`);
  return entered.cookie;
};

/** A volunteer enters by the link of an adviser or an institution. */
export const enterJoker = async (harness: Harness, staff: string): Promise<string> => {
  const invited = await ask(harness, 'POST', '/jokers/invitations', { as: staff, body: { days: 3 } });
  const { code } = invited.body as { code: string };
  return enterByLink(harness, code, `joker ${randomUUID().slice(0, 8)}`);
};

/** A player enters by a card of the adviser and gives consents. */
export const enterPlayer = async (
  harness: Harness,
  adviser: string,
  ...purposes: ('play_position' | 'research')[]
): Promise<string> => {
  const printed = await ask(harness, 'POST', '/adviser/cards', {
    as: adviser,
    body: { n: 1, ageBand: '18-25' },
  });
  const { cards } = printed.body as { cards: { code: string }[] };
  const entered = await ask(harness, 'POST', '/enter/card', {
    body: { code: cards[0]?.code ?? '', nickname: 'Nour' },
  });
  if (entered.cookie === null) throw new Error(`card refused: ${JSON.stringify(entered.body)}`);
  for (const purpose of purposes)
    await ask(harness, 'PUT', '/me/consents', {
      as: entered.cookie,
      body: { purpose, given: true, textVersion: '1' },
    });
  return entered.cookie;
};

/** Settles a player's batches as the worker does. */
export const settleAll = async ({ test, clock }: Harness): Promise<void> => {
  const steps = createTraceSteps({ db: test.db, clock });
  const open = await test.db.ops
    .selectFrom('ops.outbox')
    .select('subject')
    .where('kind', '=', 'traces')
    .where('closed_at', 'is', null)
    .execute();
  for (const { subject } of open) while ((await steps.settle(subject)).more);
};

/** Sends a picture as the page does: a multipart form. */
export const uploadPhoto = async (
  { app }: Harness,
  cookie: string,
  bytes: Uint8Array,
  fields: Readonly<Record<string, string>> = {},
  key: string = randomUUID(),
): Promise<Answer> => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ id: randomUUID(), ...fields })) form.set(name, value);
  form.set('photo', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg');
  const encoded = new Response(form);
  const response = await app.inject({
    method: 'POST',
    url: '/api/v1/photos',
    headers: {
      cookie: `joka=${cookie}`,
      'idempotency-key': key,
      'content-type': encoded.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status: response.statusCode, body: response.json() as unknown, cookie: null };
};
