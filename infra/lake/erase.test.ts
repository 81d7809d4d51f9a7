import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseResults } from '../../analytics/erase-results.ts';
import { runNight } from '../../analytics/night.ts';
import { findTerritory } from '../../analytics/territories.ts';
import { enrol, stage, studyBench, type Enrolled, type StudyBench } from '../../test/support/study.ts';
import { openClient } from '../db/pool.ts';
import { photoKey, sha256 } from '../object-store/keys.ts';
import { createEraseSteps } from './erase-steps.ts';
import { erasePipeline, type EraseSteps } from './pipeline.ts';

const CELL = '8b194e6a2d1bfff';
const WHEN = '2026-10-20T10:00:00Z';

let bench: StudyBench;
beforeEach(async () => {
  bench = await studyBench();
});
afterEach(() => bench.close());

const dwell = (minute: number) => ({
  at: `2026-10-20T10:${minute}:00Z`,
  lastAt: `2026-10-20T11:${minute}:00Z`,
  cell: CELL,
  n: 5,
  accuracy: 'fine',
  home: false,
  session: 's1',
});

/** Leaves something of a person in every place that can hold it. */
const live = async (person: Enrolled, other: Enrolled): Promise<void> => {
  const { db } = bench;
  const { game, account } = person;
  const now = new Date(WHEN);
  await sql`INSERT INTO idp.users (id, name, email, created_at, updated_at)
            VALUES (${account}, 'x', ${`${account}@players.invalid`}, ${now}, ${now})`.execute(db.idp);
  await sql`INSERT INTO game.cleared_cells (player, cell, day) VALUES (${game}, '8a194e6a2d1ffff', '2026-10-20')`.execute(
    db.game,
  );
  await sql`INSERT INTO game.interactions (id, player, kind, other_kind, other, at)
            VALUES (${randomUUID()}, ${other.game}, 'meeting', 'peer', ${game}, ${now})`.execute(db.game);
  await sql`INSERT INTO game.mutations (id, actor, route, body_sha256, status, answer)
            VALUES (${randomUUID()}, ${game}, 'x', '', 200, '{}')`.execute(db.game);
  await sql`INSERT INTO game.meeting_codes (code_sha256, actor_kind, actor, until)
            VALUES (${sha256(game)}, 'peer', ${game}, ${now})`.execute(db.game);
  await sql`INSERT INTO ops.outbox (kind, subject, closed_at, outcome) VALUES ('traces', ${game}, now(), 'done')`.execute(
    db.ops,
  );
  const own = new TextEncoder().encode(`picture of ${account}`);
  await db.game
    .insertInto('game.photos')
    .values({ id: randomUUID(), player: game, object_key: photoKey(own), territory: 'T1', state: 'review' })
    .execute();
  await bench.store.put(photoKey(own), own);
  await stage(db, game, 'fixes', [dwell(10)]);
  const met = { at: WHEN, kind: 'meeting', otherKind: 'peer', offer: null, confirmed: true };
  await stage(db, game, 'interactions', [{ ...met, other: other.game }]);
  await stage(db, other.game, 'interactions', [{ ...met, other: game }]);
};

/** Tables whose rows hold one of the names, found by reading every row of every table as its owner. */
const tracesInDatabase = async (names: readonly string[]): Promise<string[]> => {
  const client = await openClient(bench.url, 'joka:test');
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `SELECT FROM ${name} t WHERE EXISTS (SELECT FROM unnest($1::text[]) n WHERE t::text LIKE '%' || n || '%') LIMIT 1`,
        [names],
      );
      if ((rowCount ?? 0) > 0) found.push(name);
    }
    return found.sort();
  } finally {
    await client.end();
  }
};

/** Parquet objects and local copies that name the person. */
const tracesInObjects = async (study: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of bench.store.list('')) keys.push(key);
  const parquet = keys.filter((key) => key.endsWith('.parquet'));
  const paths = await bench.files.paths(parquet);
  const duck = await bench.openDuck();
  const found: string[] = [];
  for (const [i, path] of paths.entries()) {
    const rows = await duck.rows<Record<string, unknown>>(`SELECT * FROM read_parquet('${path}')`);
    if (rows.some((row) => Object.values(row).includes(study))) found.push(parquet[i] ?? '');
  }
  duck.close();
  return found;
};

const erase = async (person: Enrolled): Promise<string> => {
  const { id } = await bench.db.vault
    .insertInto('vault.erasures')
    .values({
      game_pid_sha256: sha256(person.game),
      study_pid_sha256: sha256(person.study),
      requested_at: new Date(WHEN),
      finished_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

describe('erasure', () => {
  it('leaves no trace in database, lake, results, objects or local copies, though every step runs twice', async () => {
    const ana = await enrol(bench.db);
    const bob = await enrol(bench.db);
    await live(ana, bob);
    await stage(bench.db, bob.game, 'fixes', [dwell(20)]);
    await bench.lake.flush();
    await runNight(bench, await findTerritory(bench.db, 'T1'));
    await stage(bench.db, ana.game, 'fixes', [dwell(30)]); // still waiting when she leaves
    const names = [ana.account, ana.game, ana.study];
    expect((await tracesInDatabase(names)).length).toBeGreaterThan(8);
    expect((await tracesInObjects(ana.study)).length).toBeGreaterThan(3);

    const steps = createEraseSteps({
      ...bench,
      eraseResults: (hash) => eraseResults(bench, hash),
    });
    const twice = Object.fromEntries(
      Object.entries(steps).map(([name, step]) => [
        name,
        async (id: string) => {
          const first = await step(id);
          await step(id);
          return first;
        },
      ]),
    ) as unknown as EraseSteps;
    let state = erasePipeline.begin(await erase(ana));
    for (let next: unknown = 'again'; next !== 'done';)
      ({ state, next } = await erasePipeline.advance(twice, state));

    expect(state.removed).toMatchObject({ photos: 1, rows: 1, lake: 4 }); // two dwells, the stay and the encounter;
    expect(await tracesInDatabase(names)).toEqual([]);
    expect(await tracesInObjects(ana.study)).toEqual([]);
    const objects: string[] = [];
    for await (const key of bench.store.list('')) objects.push(key);
    expect(objects.filter((key) => key.startsWith('photos/'))).toEqual([]);
    const copies = (await readdir(bench.cacheDir, { recursive: true })).filter((name) =>
      name.endsWith('.parquet'),
    );
    expect(copies.filter((name) => !objects.includes(name))).toEqual([]);
    // The other person's rows are whole.
    expect(await tracesInDatabase([bob.game])).toContain('game.players');
    expect((await tracesInObjects(bob.study)).length).toBeGreaterThan(2);
    expect(JSON.stringify(state)).not.toMatch(new RegExp(names.join('|')));
  });

  it('refuses an erasure it does not know', async () => {
    const steps = createEraseSteps({ ...bench, eraseResults: () => Promise.resolve(0) });
    await expect(steps.tombstone(randomUUID())).rejects.toMatchObject({ code: 'ERASURE_UNKNOWN' });
  });
});
