import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gridDisk, latLngToCell } from 'h3-js';
import type { Cell } from '../../game/ids.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { Admitted } from '../../ingest/photos/gate/gate.ts';
import { answerOfDraft } from '../../ingest/photos/answer.ts';
import { loadPhoto } from '../../ingest/photos/photo-row.ts';
import type { Reading } from '../../ingest/photos/read/engine.ts';
import { submitPhoto } from '../../ingest/photos/submit.ts';
import { ensureSource, startFeedRun } from '../../ingest/feeds/runs.ts';
import { acceptBatch } from '../../ingest/traces/accept.ts';
import { cause, signal } from '../../workflows/outbox.ts';
import { retryQuarantine } from '../../workflows/quarantine.ts';
import { TEST_SOURCE } from '../support/feed-run.ts';
import { inventedOffer, writePages } from '../support/francetravail-pages.ts';

/** Everything the scenario is about has a fixed id and a fixed instant, so that two runs of it can be compared. */
export const NOW = Date.UTC(2026, 9, 5, 9);
const FEED = '0d2b8a54-0000-4000-8000-000000000001';
const PHOTO = '0d2b8a54-0000-4000-8000-000000000002';
const PLAYER = '0d2b8a54-0000-4000-8000-000000000003';
const STUDY = '0d2b8a54-0000-4000-8000-000000000004';
const POSTER = '0d2b8a54-0000-4000-8000-000000000006';
const DEVICE = '0d2b8a54-0000-4000-8000-000000000005';

/** What the real gate and the real reader said of one picture, once. */
export type ReadPicture = { readonly admitted: Omit<Admitted, 'jpeg'>; readonly reading: Reading };

/** Pages of an invented feed: two good ones, a row that must be set aside, and a page that is cut off. */
export const writeScenarioPages = (folder: string): Promise<void> => {
  const rows = Array.from({ length: 8 }, (_, n) => inventedOffer(n));
  rows[3] = { id: 'INV0003', intitule: '' };
  return writePages(join(folder, 'pages'), rows, { pageSize: 3 });
};

/** The facts that exist before anything is done: a territory, a source, a player who consents. */
export const seed = async (db: Database): Promise<void> => {
  await db.offers
    .insertInto('offers.territories')
    .values({ code: '62510', name: 'Essai', communes: ['62510'], bounds: [2, 50, 3, 51] })
    .execute();
  await ensureSource(db.offers, TEST_SOURCE);
  await db.game
    .insertInto('game.players')
    .values({
      id: PLAYER,
      nickname: 'Nour',
      territory: '62510',
      age_band: '18-25',
      created_at: new Date(NOW),
    })
    .execute();
  const account = 'an account';
  await db.vault
    .insertInto('vault.link')
    .values([
      { account, domain: 'game', pid: PLAYER },
      { account, domain: 'study', pid: STUDY },
    ])
    .execute();
  for (const purpose of ['play_position', 'research'] as const)
    await db.vault
      .insertInto('vault.consents')
      .values({ account, purpose, given: true, text_version: '1', at: new Date(NOW - 3_600_000) })
      .execute();
};

export type ScenarioDoors = {
  readonly db: Database;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly folder: string;
  readonly picture: ReadPicture & { readonly jpeg: Uint8Array };
};

const sendBatch = ({ db, clock }: ScenarioDoors, seq = 1): Promise<unknown> => {
  const cells = gridDisk(latLngToCell(50.42, 2.78, 11), 4);
  const dwells = cells.slice((seq - 1) * 30, seq * 30).map((cell, i) => ({
    cell,
    home: false,
    firstAt: new Date(NOW - 3_000_000 + i * 60_000).toISOString(),
    lastAt: new Date(NOW - 3_000_000 + i * 60_000 + 30_000).toISOString(),
    n: 6,
    accuracy: 'fine' as const,
  }));
  const batch = { device: DEVICE, seq, sentAt: new Date(NOW).toISOString(), dwells };
  return acceptBatch({ db, clock }, { player: PLAYER, territory: '62510' }, batch);
};

/** A finder's photo, or one that a member of staff sends in, which only a reviewer answers. */
const sendPhoto = (
  { db, store, clock, picture }: ScenarioDoors,
  { id, player }: { id: string; player: string | null },
): Promise<unknown> => {
  const admitted = { ...picture.admitted, jpeg: picture.jpeg };
  const gate = { admit: () => Promise.resolve(admitted), close: () => Promise.resolve() };
  return submitPhoto(
    { db, store, clock, gate },
    {
      id,
      player,
      territory: '62510',
      bytes: picture.jpeg,
      file: 'window.jpg',
      takenAt: null,
      placeCell: latLngToCell(50.9, 1.5, 12) as Cell,
      accuracyM: 8,
    },
  );
};

const askForFeed = async ({ db, folder }: ScenarioDoors): Promise<void> => {
  const known = await db.offers
    .selectFrom('offers.feed_runs')
    .select('id')
    .where('id', '=', FEED)
    .executeTakeFirst();
  if (known !== undefined) return;
  const origin = { connector: 'francetravail', dir: join(folder, 'pages') };
  await startFeedRun(db, NOW, { id: FEED, source: TEST_SOURCE.id, mapperVersion: 'test', origin });
};

/** What comes in from outside. May be repeated, as phones and people do: nothing is doubled. */
const send = async (doors: ScenarioDoors): Promise<void> => {
  await sendBatch(doors);
  await sendPhoto(doors, { id: PHOTO, player: PLAYER });
  await sendPhoto(doors, { id: POSTER, player: null });
  await askForFeed(doors);
};

/** A reviewer says no to the poster, someone asks for the bad row to be read again. */
const review = async ({ db, clock }: ScenarioDoors): Promise<void> => {
  const at = new Date(clock.now());
  const poster = await loadPhoto(db, POSTER);
  const told = await db.ops
    .selectFrom('ops.signals')
    .select('id')
    .where('subject', '=', POSTER)
    .executeTakeFirst();
  if (poster?.state === 'review' && told === undefined)
    await signal(
      db.ops,
      { kind: 'photo', subject: POSTER, signal: 'reviewed', value: { accept: false } },
      at,
    );
  // Once, however often the act is repeated: a bad row is set aside again.
  const untried = await db.ops
    .selectFrom('ops.quarantine')
    .select('id')
    .where('entry', '=', 'feed')
    .where('tries', '=', 0)
    .execute();
  await retryQuarantine(db.ops, { ids: untried.map(({ id }) => id) }, at);
};

/** The finder confirms what was read, once it was. May be repeated too. */
const answer = async ({ db, clock }: ScenarioDoors): Promise<void> => {
  const photo = await loadPhoto(db, PHOTO);
  if (photo?.state !== 'read' || photo.confirmed !== null || photo.draft === null) return;
  const confirmed = answerOfDraft(photo.draft);
  await db.game.transaction().execute(async (trx) => {
    await trx
      .updateTable('game.photos')
      .set({ confirmed: JSON.stringify(confirmed) })
      .where('id', '=', PHOTO)
      .execute();
    const value = { kind: 'photo', subject: PHOTO, signal: 'confirmed', value: {} };
    await signal(trx, value, new Date(clock.now()));
  });
};

/** Asks for a piece of work for the nth time, however often the act is repeated. */
const ask =
  (kind: string, subject: string, nth = 1) =>
  async ({ db, clock }: ScenarioDoors): Promise<void> => {
    const asked = await db.ops.selectFrom('ops.outbox').select('id').where('kind', '=', kind).execute();
    if (asked.length < nth) await cause(db.ops, { kind, subject }, new Date(clock.now()));
  };

/** What happens, in order; each act begins when the work of the one before is at rest. Any may be repeated. */
type Story = readonly ((doors: ScenarioDoors) => Promise<void>)[];

/** `game`: a feed, photos, a batch and its flush. `study`: what a night, a Monday and the lake's care do with batches. */
export const STORIES = {
  game: [send, answer, review, ask('lake-flush', 'all')],
  study: [
    async (doors) => {
      await sendBatch(doors);
    },
    ask('lake-flush', 'all'),
    ask('study-night', '62510'),
    async (doors) => {
      await sendBatch(doors, 2);
    },
    ask('lake-flush', 'all', 2),
    ask('study-night', '62510', 2),
    ask('publish-week', '62510/2026-W39'),
    ask('lake-merge', 'all'),
    ask('traces-purge', 'all'),
  ],
} as const satisfies Readonly<Record<string, Story>>;
export type StoryName = keyof typeof STORIES;

/** A copy of the folder the scenario begins with. */
export const copyFolder = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  await cp(from, to, { recursive: true });
};
