import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gridDisk, latLngToCell } from 'h3-js';
import { sql } from 'kysely';
import { loadColumns } from '../analytics/load-columns.ts';
import { runNight } from '../analytics/night.ts';
import { planNight } from '../analytics/night/plan.ts';
import { findTerritory } from '../analytics/territories.ts';
import { fixedClock } from '../infra/clock.ts';
import { readConfig } from '../infra/config.ts';
import { connectDatabase } from '../infra/db/connect.ts';
import { openClient } from '../infra/db/pool.ts';
import { openLake, type OpenLake } from '../infra/lake/open-lake.ts';
import { lakeKey, sha256 } from '../infra/object-store/keys.ts';
import { memoryStore } from '../infra/object-store/memory.ts';
import { type Bench, round } from './bench.ts';

const PERSONS = 5000;
const DWELLS = 1_000_000;
const TOUCHED = PERSONS / 100;
const ROUNDS = 5;
const BEGIN = '2026-09-28 06:00:00';

/** Persons of one town who consent, in an empty database. */
const enrolAll = async (study: OpenLake['db'], url: string): Promise<string[]> => {
  const client = await openClient(url, 'joka:bench');
  try {
    await client.query(
      `INSERT INTO offers.territories (code, name, communes, bounds) VALUES ('B1', 'Bench', '{99001}', '{2,50,3,51}')`,
    );
    await client.query(
      `WITH made AS (
         INSERT INTO game.players (id, nickname, territory, age_band, created_at)
         SELECT gen_random_uuid(), 'p' || n, 'B1', '18-25', '2026-09-01' FROM generate_series(1, $1) n RETURNING id),
       game AS (INSERT INTO vault.link (account, domain, pid) SELECT id::text, 'game', id FROM made RETURNING account),
       study AS (INSERT INTO vault.link (account, domain, pid) SELECT account, 'study', gen_random_uuid() FROM game RETURNING account)
       INSERT INTO vault.consents (account, purpose, given, text_version, at)
       SELECT account, 'research', true, '1', '2026-09-01' FROM study`,
      [PERSONS],
    );
  } finally {
    await client.end();
  }
  const { rows } = await sql<{
    person: string;
  }>`SELECT person FROM vault.study_persons_in('B1') ORDER BY 1`.execute(study.study);
  return rows.map(({ person }) => person);
};

/** Dwells of some persons as one file per ISO week in the lake, put there as a flush would. */
const addDwells = async (
  study: OpenLake,
  persons: readonly string[],
  dwells: number,
  seed: number,
): Promise<void> => {
  const duck = await study.openDuck();
  try {
    const cells = gridDisk(latLngToCell(50.42, 2.78, 11), 60).map((cell) => BigInt(`0x${cell}`));
    await loadColumns(duck, 'places', {
      k: { type: 'BIGINT', values: cells.map((_, k) => k) },
      cell: { type: 'UBIGINT', values: cells },
    });
    await loadColumns(duck, 'people', {
      p: { type: 'BIGINT', values: persons.map((_, p) => p) },
      person: { type: 'UUID', values: persons },
    });
    const n = persons.length;
    await duck.run(`CREATE TEMP TABLE made AS
      SELECT person, 'B1' AS territory, t AS "at", t + INTERVAL 2 HOUR AS at_local,
             t + to_seconds(30 + (hash(i, ${seed}) % 90)::INTEGER) AS last_at, cell, 4 AS n, 'fine' AS accuracy,
             false AS home, 's' AS session, 'session' AS observation, 28 AS quantum_m
      FROM (SELECT i, i % ${n} AS p,
                   TIMESTAMP '${BEGIN}' + to_days((i // ${n} // 20 % 28)::INTEGER)
                     + to_seconds(((i // ${n}) % 20 * 140 + hash(i % ${n}, ${seed}) % 40000)::INTEGER) AS t,
                   (hash(i % ${n}) + i // ${n} // 2) % ${cells.length} AS k
            FROM range(${dwells}) r(i)) JOIN places USING (k) JOIN people USING (p)`);
    const weeks = await duck.rows<{ week: string; n: bigint }>(
      `SELECT strftime(at_local, '%G-W%V') AS week, count(*) AS n FROM made GROUP BY 1 ORDER BY 1`,
    );
    for (const { week, n: rows } of weeks) {
      const bytes = await study.copy(
        duck,
        `SELECT * FROM made WHERE strftime(at_local, '%G-W%V') = '${week}' ORDER BY person, "at", last_at, cell`,
      );
      const key = lakeKey('fixes', week, 0, bytes);
      await study.store.put(key, bytes);
      await study.db.study
        .insertInto('study.lake_files')
        .values({
          lake_table: 'fixes',
          week,
          bucket: 0,
          object_key: key,
          sha256: sha256(bytes),
          rows: Number(rows),
          bytes: bytes.length,
          schema_version: 1,
        })
        .execute();
    }
  } finally {
    duck.close();
  }
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

export const bench: Bench = {
  title: 'A night that computes only the persons touched since the last one',
  against: 'the same night computing everybody, alternately, in the same process',
  measures: ['analytics', 'infra/lake'],
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'joka-bench-'));
    const server = await connectDatabase(readConfig({ JOKA_HOME: join(folder, 'home') }), 'joka:bench');
    const { db, url } = server;
    try {
      const clock = fixedClock(Date.parse('2026-11-02T03:00:00Z'));
      const study = openLake({
        db,
        store: memoryStore(),
        clock,
        cacheDir: join(folder, randomUUID()),
        memoryLimitMb: 2048,
      });
      const persons = await enrolAll(db, url);
      await addDwells(study, persons, DWELLS, 0);
      const territory = await findTerritory(db, 'B1');
      await runNight(study, territory);
      const [some, all, touched]: [number[], number[], number[]] = [[], [], []];
      for (let n = 0; n < ROUNDS; n += 1) {
        const who = persons.slice(n * TOUCHED, (n + 1) * TOUCHED);
        await addDwells(study, who, TOUCHED * 20, n + 1);
        touched.push((await planNight(study, territory)).touched);
        const begun = performance.now();
        const partly = await runNight(study, territory);
        some.push(performance.now() - begun);
        const again = performance.now();
        const whole = await runNight(study, territory, { full: true });
        all.push(performance.now() - again);
        if (JSON.stringify(partly.outputs) !== JSON.stringify(whole.outputs))
          throw new Error('the two nights differ');
      }
      return {
        persons: PERSONS,
        dwells: DWELLS,
        touched_persons: median(touched),
        seconds_everybody: round(median(all) / 1000),
        seconds_touched: round(median(some) / 1000),
        share_of_everybody: round(median(some.map((ms, i) => ms / (all[i] ?? 1)))),
      };
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
