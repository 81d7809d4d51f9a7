import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gridDisk, latLngToCell } from 'h3-js';
import { Pool } from 'pg';
import { enterByCard } from '../api/accounts/enter.ts';
import { createAuth } from '../api/accounts/auth.ts';
import { foundInstance } from '../api/accounts/instance.ts';
import { invite } from '../api/accounts/invitations.ts';
import { newCode } from '../api/accounts/codes.ts';
import { createSessions } from '../api/accounts/sessions.ts';
import { createTries } from '../api/accounts/tries.ts';
import { createApp } from '../api/app.ts';
import { NO_LIMITS } from '../api/deps.ts';
import { CLOSED_LAB } from '../cli/demo/closed-lab.ts';
import { systemClock } from '../infra/clock.ts';
import { childEnvironment, readConfig } from '../infra/config.ts';
import { connectDatabase } from '../infra/db/connect.ts';
import type { Database } from '../infra/db/database.ts';
import { openLog } from '../infra/log.ts';
import { openObjectStore } from '../infra/object-store/open.ts';
import { franceTravail } from '../ingest/feeds/francetravail/connector.ts';
import { FRANCE_TRAVAIL } from '../ingest/feeds/francetravail/source.ts';
import { ensureSource, startFeedRun } from '../ingest/feeds/runs.ts';
import { createFileDoor } from '../ingest/feeds/file-door.ts';
import { createChildGate } from '../ingest/photos/gate/child-gate.ts';
import { photograph, POSTERS } from '../ingest/photos/test/poster.ts';
import { acceptBatch } from '../ingest/traces/accept.ts';
import { importLogger } from '../ingest/traces/import-logger.ts';
import { inventedOffer, writePages } from '../test/support/francetravail-pages.ts';
import { type Bench, round } from './bench.ts';

const PLAYERS = 40;
const AT_ONCE = 8;
const BATCHES = 1200;
const CELLS = gridDisk(latLngToCell(50.42, 2.78, 11), 20);

/** Twenty dwells: what a phone sends after about ten minutes. */
const dwells = (from: number): object[] =>
  Array.from({ length: 20 }, (_, i) => ({
    cell: CELLS[(from + i) % CELLS.length],
    home: false,
    firstAt: new Date(Date.now() - 3_600_000 + i * 30_000).toISOString(),
    lastAt: new Date(Date.now() - 3_575_000 + i * 30_000).toISOString(),
    n: 5,
    accuracy: 'fine',
  }));

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const post = (url: string, cookie: string, body: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', cookie: `joka=${cookie}` };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });

/** Runs `n` pieces of work, `AT_ONCE` at a time. Milliseconds of each, and of all. */
const load = async (
  n: number,
  work: (i: number) => Promise<void>,
): Promise<{ each: number[]; all: number }> => {
  const each: number[] = [];
  const queue = Array.from({ length: n }, (_, i) => i).values();
  const began = performance.now();
  const lane = async (): Promise<void> => {
    for (const i of queue) {
      const start = performance.now();
      await work(i);
      each.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { each: each.toSorted((a, b) => a - b), all: performance.now() - began };
};

const at = (sorted: readonly number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

/** Players with both consents, by card, as a phone enters. */
const enterPlayers = async (db: Database): Promise<string[]> => {
  const clock = systemClock;
  const auth = createAuth(db.idp, 'a bench has nothing to hide from itself');
  const sessions = createSessions({ db, auth, clock });
  const tries = createTries(db.idp, clock);
  const tokens: string[] = [];
  for (let i = 0; i < PLAYERS; i += 1) {
    const code = newCode(12);
    const card = {
      kind: 'card',
      role: 'player',
      organisation: null,
      territory: '62510',
      ageBand: '18-25',
    } as const;
    await invite(db.idp, clock, code, card, 1);
    const { token } = await enterByCard({ db, auth, clock, sessions, tries }, 'bench', {
      code,
      nickname: `p${i}`,
    });
    const account = (await sessions.read(token)) as { account: string };
    for (const purpose of ['play_position', 'research'] as const) {
      const consent = { account: account.account, purpose, given: true, text_version: '1' };
      if (purpose === 'research')
        await db.vault
          .insertInto('vault.link')
          .values({ account: account.account, domain: 'study' })
          .execute();
      await db.vault
        .insertInto('vault.consents')
        .values({ ...consent, at: new Date(0) })
        .execute();
    }
    tokens.push(token);
  }
  return tokens;
};

/** The floor: one fsynced insert of the same bytes per batch, in the same database. */
const floor = async (url: string): Promise<{ each: number[]; all: number }> => {
  const pool = new Pool({ connectionString: url, max: AT_ONCE });
  await pool.query('CREATE TABLE public.bench_batches (id uuid PRIMARY KEY, body jsonb)');
  const result = await load(BATCHES, async (i) => {
    const body = JSON.stringify(dwells(i));
    await pool.query('INSERT INTO public.bench_batches VALUES ($1, $2)', [randomUUID(), body]);
  });
  await pool.end();
  return result;
};

export const bench: Bench = {
  title: 'Batches of 20 dwells acknowledged over HTTP, with research consent, 8 phones at once',
  against: 'one committed insert of the same bytes per batch, in the same database',
  measures: ['api', 'ingest/traces'],
  run: async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'joka-bench-'));
    const config = readConfig({ JOKA_HOME: home });
    const connection = await connectDatabase(config, 'joka:bench');
    const { db } = connection;
    const { store } = await openObjectStore(config);
    const gate = createChildGate();
    const place = { communes: ['62510'], bounds: [2.7, 50.3, 2.9, 50.5], reference: null };
    await db.offers
      .insertInto('offers.territories')
      .values({ code: '62510', name: 'Liévin', ...place })
      .execute();
    await foundInstance(db.idp, systemClock, { kind: 'real', aloneAllowed: false });
    const app = createApp({
      db,
      store,
      gate,
      clock: systemClock,
      lab: CLOSED_LAB,
      files: createFileDoor({ db, store, clock: systemClock }),
      limits: NO_LIMITS,
      tls: null,
      importLogger: (trx, sender, part) => importLogger(trx, systemClock, sender, part),
      acceptBatch: (sender, batch) => acceptBatch({ db, clock: systemClock }, sender, batch),
      communeName: () => null,
      log: openLog('error', 'bench', process.stderr),
      config: {
        publicUrl: null,
        https: false,
        trustedProxies: [],
        webRoot: null,
        pmtiles: null,
        foreignHost: null,
        map: { kind: 'plan', url: null },
        version: '0',
      },
    });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const players = await enterPlayers(db);
    let failed = 0;
    const device = randomUUID();
    const send = (from: number) => async (i: number) => {
      const body = { device, seq: from + i, sentAt: new Date().toISOString(), dwells: dwells(i) };
      const cookie = players[i % PLAYERS] ?? '';
      if ((await post(`${url}/api/v1/play/batches`, cookie, JSON.stringify(body))) !== 202) failed += 1;
    };
    const worker = spawn(process.execPath, ['--import', 'tsx', 'workflows/worker.ts'], {
      env: childEnvironment({ JOKA_HOME: home, JOKA_LOG_LEVEL: 'error' }),
      stdio: 'inherit',
    });
    try {
      await load(200, send(1_000_000));
      const quiet = await load(BATCHES, send(0));
      const pages = path.join(home, 'pages');
      await writePages(
        pages,
        Array.from({ length: 6000 }, (_, n) => inventedOffer(n, { id: `${n}` })),
      );
      await ensureSource(db.offers, FRANCE_TRAVAIL);
      const run = { source: FRANCE_TRAVAIL.id, mapperVersion: franceTravail.mapperVersion };
      await startFeedRun(db, systemClock.now(), {
        id: randomUUID(),
        ...run,
        origin: { connector: franceTravail.id, dir: pages },
      });
      const [poster] = POSTERS;
      const form = new FormData();
      form.set('id', randomUUID());
      if (poster !== undefined)
        form.set('photo', new Blob([new Uint8Array(await photograph(poster))]), 'p.jpg');
      const headers = { cookie: `joka=${players[0] ?? ''}`, 'idempotency-key': randomUUID() };
      await fetch(`${url}/api/v1/photos`, { method: 'POST', headers, body: form });
      const busy = await load(BATCHES, send(BATCHES));
      const limit = await floor(connection.url);
      return {
        batches: BATCHES,
        failed,
        batches_per_second_quiet: round((BATCHES / quiet.all) * 1000),
        p50_ms_quiet: at(quiet.each, 0.5),
        p99_ms_quiet: at(quiet.each, 0.99),
        batches_per_second_while_photo_and_feed: round((BATCHES / busy.all) * 1000),
        p50_ms_while_photo_and_feed: at(busy.each, 0.5),
        p99_ms_while_photo_and_feed: at(busy.each, 0.99),
        batches_per_second_limit: round((BATCHES / limit.all) * 1000),
        ratio_to_limit: round(quiet.all / limit.all),
      };
    } finally {
      worker.kill('SIGTERM');
      await new Promise((resolve) => worker.once('exit', resolve));
      agent.destroy();
      await app.close();
      await gate.close();
      await connection.close();
      await rm(home, { recursive: true, force: true });
    }
  },
};
