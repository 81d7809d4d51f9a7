import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { fixedClock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import { openLake, type OpenLake } from '../../infra/lake/open-lake.ts';
import type { LakeTable } from '../../infra/lake/schema.ts';
import { memoryStore } from '../../infra/object-store/memory.ts';
import { testDatabase } from './database.ts';

export type StudyBench = OpenLake & {
  readonly db: Database;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly cacheDir: string;
  /** The database as its owner. */
  readonly url: string;
  close(): Promise<void>;
};

/** A study on real engines: a migrated database with territory `T1`, a store in memory, DuckDB over a directory. */
export const studyBench = async (threads = 2): Promise<StudyBench> => {
  const database = await testDatabase();
  const root = await mkdtemp(join(tmpdir(), 'joka-lake-'));
  const store = memoryStore();
  await sql`INSERT INTO offers.territories (code, name, communes, bounds)
            VALUES ('T1', 'Territoire d’essai', '{99001}', '{2.7,50.3,2.9,50.5}')`.execute(
    database.db.offers,
  );
  const clock = fixedClock(Date.parse('2026-11-02T03:00:00Z'));
  return {
    ...openLake({ db: database.db, store, clock, cacheDir: root, memoryLimitMb: 512, threads }),
    db: database.db,
    clock,
    cacheDir: root,
    url: database.url,
    close: async () => {
      await database.close();
      await rm(root, { recursive: true });
    },
  };
};

export type Enrolled = { account: string; game: string; study: string };

/** A player of `T1` with research consent since an instant; pseudonyms random unless given. */
export const enrol = async (
  db: Database,
  given: Partial<Enrolled> = {},
  since = '2026-01-01T00:00:00Z',
): Promise<Enrolled> => {
  const person = { account: randomUUID(), game: randomUUID(), study: randomUUID(), ...given };
  await db.game
    .insertInto('game.players')
    .values({ id: person.game, nickname: 'x', territory: 'T1', age_band: '18-25' })
    .execute();
  await db.vault
    .insertInto('vault.link')
    .values([
      { account: person.account, domain: 'game', pid: person.game },
      { account: person.account, domain: 'study', pid: person.study },
    ])
    .execute();
  await db.vault
    .insertInto('vault.consents')
    .values({ account: person.account, purpose: 'research', given: true, text_version: '1', at: since })
    .execute();
  return person;
};

/** Stages rows the way the game does. Answers how many were taken. */
export const stage = async (
  db: Database,
  player: string,
  table: LakeTable,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<number> => {
  const { rows: answer } = await sql<{
    stage: number;
  }>`SELECT study.stage(${player}::uuid, ${table}, 'T1', ${JSON.stringify(rows)}::jsonb)`.execute(db.game);
  return answer[0]?.stage ?? 0;
};
