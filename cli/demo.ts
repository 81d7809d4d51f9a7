import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createApp } from '../api/app.ts';
import { createAuth } from '../api/accounts/auth.ts';
import { createSessions } from '../api/accounts/sessions.ts';
import { NO_LIMITS } from '../api/deps.ts';
import { JokaError } from '../game/errors.ts';
import { fixedClock } from '../infra/clock.ts';
import { openDatabase } from '../infra/db/database.ts';
import { instanceKind } from '../infra/db/instance.ts';
import { openLog } from '../infra/log.ts';
import { acceptBatch } from '../ingest/traces/accept.ts';
import { createFileDoor } from '../ingest/feeds/file-door.ts';
import { importLogger } from '../ingest/traces/import-logger.ts';
import { createChildGate } from '../ingest/photos/gate/child-gate.ts';
import { townOptions } from '../town/options.ts';
import { DAY, HOUR, MINUTE } from '../town/people/calendar.ts';
import { TERRITORY } from '../town/plan/communes.ts';
import { createTown } from '../town/town.ts';
import { createInlineRunner } from '../workflows/inline/runner.ts';
import { openRegistry } from '../workflows/open-registry.ts';
import type { CliContext } from './context.ts';
import { CLOSED_LAB } from './demo/closed-lab.ts';
import { createApiClient } from './demo/api-client.ts';
import type { DemoDoors } from './demo/doors.ts';
import { foundDemo, hangPosters, placeTown } from './demo/found.ts';
import { createCast } from './demo/people.ts';
import { playTown } from './demo/play.ts';
import type { Playing } from './demo/play-event.ts';
import { recall } from './demo/recall.ts';
import { createProgress } from './progress.ts';
import type { Register } from './run.ts';
import { VERSION } from './version.ts';

const SEED = 'val-de-scarbe';
/** A store that slept longer is caught up this far; the town rests in between. */
const MOST_WEEKS = 12;
/** Less than this is not worth opening every door for. */
const LEAST = HOUR;

type Played = {
  readonly from: number;
  readonly until: number;
  readonly events: Readonly<Record<string, number>>;
};

/** Opens everything the town is played through, around a clock that the town sets. */
const openDoors = async (
  context: CliContext,
  clock: DemoDoors['clock'],
): Promise<DemoDoors & { close(): Promise<void> }> => {
  const config = context.config();
  const { url } = await context.connection();
  const db = openDatabase(url, { poolSize: 6, name: 'joka:demo', lazyCommits: true });
  const store = await context.store();
  const gate = createChildGate();
  const opened = await openRegistry({ config, db, store, clock });
  const runner = createInlineRunner({ db, registry: opened.registry, clock, concurrency: 2 });
  const log = openLog('error', 'demo', process.stderr);
  const app = createApp({
    db,
    store,
    clock,
    gate,
    log,
    lab: CLOSED_LAB,
    files: createFileDoor({ db, store, clock }),
    importLogger: (trx, sender, part) => importLogger(trx, clock, sender, part),
    acceptBatch: (sender, batch) => acceptBatch({ db, clock }, sender, batch),
    communeName: () => null,
    limits: NO_LIMITS,
    tls: null,
    config: {
      publicUrl: null,
      https: false,
      trustedProxies: [],
      webRoot: null,
      pmtiles: null,
      map: { kind: 'plan', url: null },
      foreignHost: null,
      version: VERSION,
    },
  });
  const auth = createAuth(db.idp, randomBytes(32).toString('base64url'));
  const sessions = createSessions({ db, auth, clock });
  return {
    db,
    store,
    clock,
    app,
    api: createApiClient(app),
    sessions,
    runner,
    progress: createProgress(),
    feedDir: path.resolve(config.JOKA_HOME, 'demo-feed'),
    close: async () => {
      await app.close();
      await opened.close();
      await gate.close();
      await db.close();
    },
  };
};

/** The town as far as it was played: null in an empty store. @throws JokaError DEMO_STORE_REAL, DEMO_TOWN_DIFFERS */
const playedTown = async (
  context: CliContext,
): Promise<{ firstEnd: number; until: number; planned: number | null } | null> => {
  const db = await context.database();
  if ((await instanceKind(db)) === 'real') throw new JokaError('DEMO_STORE_REAL');
  const row = await db.ops
    .selectFrom('ops.demo_town')
    .selectAll()
    .where('territory', '=', TERRITORY.code)
    .executeTakeFirst();
  if (row === undefined) return null;
  const asked = context.config().JOKA_DEMO_TOWN;
  if (row.variant !== asked || row.seed !== SEED)
    throw new JokaError('DEMO_TOWN_DIFFERS', { found: row.variant, seed: row.seed, asked });
  const { planned } = row.counts as { readonly planned?: number };
  return { firstEnd: row.first_end.getTime(), until: row.played_until.getTime(), planned: planned ?? null };
};

/** A commit that waits for the disk, and so for all the commits before it that did not. */
const keep = async (context: CliContext, until: number): Promise<void> => {
  const db = await context.database();
  await db.ops
    .updateTable('ops.demo_town')
    .set({ played_until: new Date(until) })
    .execute();
};

/**
 * Plays the town up to now: all its weeks in an empty store, the missed days in one that was played before. An
 * interrupted play goes on where it stopped.
 * @throws JokaError DEMO_STORE_REAL, DEMO_TOWN_DIFFERS, DEMO_REFUSED
 */
export const playDemo = async (context: CliContext): Promise<Played> => {
  const before = await playedTown(context);
  const now = Math.floor(context.clock.now() / MINUTE) * MINUTE;
  const end = before?.firstEnd ?? now;
  const extraWeeks = Math.min(MOST_WEEKS, Math.max(0, Math.ceil((now - end) / (7 * DAY))));
  const until = Math.min(now, end + extraWeeks * 7 * DAY);
  const variant = context.config().JOKA_DEMO_TOWN === 'small' ? 'small' : 'demo';
  const town = createTown({ ...townOptions(variant, end, SEED), extraWeeks });
  const from = before?.until ?? town.begin;
  const least = from < end ? 0 : LEAST;
  if (until - from <= least) return { from, until: from, events: {} };
  const clock = fixedClock(from);
  await foundDemo({ db: await context.database(), clock });
  const doors = await openDoors(context, clock);
  try {
    const stage = { ...doors, town };
    await placeTown(stage);
    const photos = await hangPosters(stage);
    const cast = await createCast(stage);
    const playing: Playing = { stage, cast, feed: new Map(), posters: new Map() };
    playing.feed = await recall(playing);
    // An interrupted play first ends where it was going to: its last slice, and so every write of it, is the same again.
    const planned = before?.planned ?? null;
    const stops = planned !== null && planned > from && planned < until ? [planned, until] : [until];
    const events: Record<string, number> = {};
    let begin = from;
    for (const stop of stops) {
      for (const [kind, n] of Object.entries(await playTown(playing, begin, stop, photos)))
        events[kind] = (events[kind] ?? 0) + n;
      begin = stop;
    }
    await keep(context, until);
    doors.progress.end();
    return { from, until, events };
  } finally {
    await doors.close();
  }
};

/** `joka demo`: the invented town, played through the API up to now. */
export const register: Register = (program, context) => {
  program
    .command('demo')
    .description(
      'Play the invented town through the API: eight weeks in an empty store, later the missed days.',
    )
    .option('--catch-up', 'only the missed days of a town that was played before')
    .option('--json', 'one JSON document')
    .action(async (options: { catchUp?: boolean; json?: boolean }) => {
      if (options.catchUp === true && (await playedTown(context)) === null) return;
      const began = performance.now();
      const { from, until, events } = await playDemo(context);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const played = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
      if (options.json === true) {
        console.log(JSON.stringify({ ...played, seconds, events }));
        return;
      }
      const said = Object.entries(events).map(([kind, n]) => `${n} ${kind}`);
      console.log(
        said.length === 0
          ? `the town is up to date (${played.until})`
          : `town played from ${played.from} to ${played.until} in ${seconds} s: ${said.join(', ')}`,
      );
    });
};
