import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { Lake } from './lake.ts';
import type { EraseSteps } from './pipeline.ts';

export type EraseDoors = {
  readonly db: Pick<Database, 'idp' | 'game' | 'study' | 'vault' | 'ops'>;
  readonly store: ObjectStore;
  readonly lake: Lake;
  readonly clock: Clock;
  /** Takes the person out of the results of computations; given by the room that writes them. Answers objects rewritten. */
  readonly eraseResults: (personSha256: string) => Promise<number>;
};

type Erased = {
  game: string | null;
  study: string | null;
  account: string | null;
  studySha256: string;
  gameSha256: string;
};

const HASH = (column: string) => sql`encode(sha256(${sql.ref(column)}::text::bytea), 'hex')`;

/**
 * Steps of kind `erase`. Each finds the person again by the hashes of `vault.erasures`, so that no queue, state or
 * log holds a pseudonym, and each may run twice.
 */
export const createEraseSteps = (doors: EraseDoors): EraseSteps => {
  const { db } = doors;

  const find = async (erasure: string): Promise<Erased> => {
    const row = await db.vault
      .selectFrom('vault.erasures')
      .select(['game_pid_sha256', 'study_pid_sha256'])
      .where('id', '=', erasure)
      .executeTakeFirst();
    if (row === undefined) throw new JokaError('ERASURE_UNKNOWN', { id: erasure });
    const links = await db.vault
      .selectFrom('vault.link')
      .select(['account', 'domain', 'pid'])
      .where(HASH('pid'), 'in', [row.game_pid_sha256, row.study_pid_sha256])
      .execute();
    const of = (domain: string): string | null => links.find((link) => link.domain === domain)?.pid ?? null;
    return {
      game: of('game'),
      study: of('study'),
      account: links[0]?.account ?? null,
      studySha256: row.study_pid_sha256,
      gameSha256: row.game_pid_sha256,
    };
  };

  const withdrawAll = async (account: string): Promise<void> => {
    await db.vault
      .insertInto('vault.consents')
      .columns(['account', 'purpose', 'given', 'text_version', 'at'])
      .expression(
        db.vault
          .selectFrom('vault.consents_now')
          .select([
            'account',
            'purpose',
            sql<boolean>`false`.as('given'),
            sql<string>`'erasure'`.as('text_version'),
            sql<Date>`${new Date(doors.clock.now())}::timestamptz`.as('at'),
          ])
          .where('account', '=', account)
          .where('given', '=', true),
      )
      .execute();
  };

  /** Rows of others about the person keep their fact and lose the name. */
  const gameRows = async (person: Erased): Promise<number> => {
    const { game, account } = person;
    if (game === null) return 0;
    return db.game.transaction().execute(async (tx) => {
      await tx.updateTable('game.interactions').set({ other: 'erased' }).where('other', '=', game).execute();
      await tx
        .deleteFrom('game.photos')
        .where('player', '=', game)
        .where('state', '<>', 'published')
        .execute();
      const actors = [game, ...(account === null ? [] : [account])];
      await sql`DELETE FROM game.meeting_codes WHERE actor = ANY(${actors})`.execute(tx);
      await sql`DELETE FROM game.mutations WHERE actor = ANY(${actors})`.execute(tx);
      const gone = await tx.deleteFrom('game.players').where('id', '=', game).executeTakeFirst();
      return Number(gone.numDeletedRows);
    });
  };

  const otherRows = async ({ game, study, account }: Erased): Promise<void> => {
    if (study !== null)
      for (const table of ['study.staging', 'study.logger_weeks'] as const)
        await db.study.deleteFrom(table).where('person', '=', study).execute();
    if (game !== null) {
      const devices = await db.game
        .selectFrom('game.batches')
        .select('device')
        .distinct()
        .where('player', '=', game)
        .execute();
      for (const { device } of devices)
        await db.study.deleteFrom('study.loggers').where('device', '=', device).execute();
    }
    if (study !== null)
      await sql`UPDATE study.staging SET row = jsonb_set(row, '{other}', 'null') WHERE row ->> 'other' = ${study}`.execute(
        db.study,
      );
    if (game !== null)
      await db.ops.transaction().execute(async (tx) => {
        await sql`DELETE FROM ops.signals WHERE subject = ${game}`.execute(tx);
        await sql`DELETE FROM ops.pipeline_runs WHERE subject = ${game}`.execute(tx);
        await sql`DELETE FROM ops.outbox WHERE subject = ${game}`.execute(tx);
      });
    if (account !== null) {
      await sql`DELETE FROM idp.mutations WHERE actor = ${account}`.execute(db.idp);
      await sql`DELETE FROM idp.users WHERE id = ${account}`.execute(db.idp);
    }
  };

  /** Pictures of the person's unpublished submissions that nobody else sent too. Before their rows go. */
  const dropPhotos = async (game: string | null): Promise<number> => {
    if (game === null) return 0;
    const { rows } = await sql<{ key: string }>`
      SELECT DISTINCT object_key AS key FROM game.photos p WHERE player = ${game} AND state <> 'published'
        AND NOT EXISTS (SELECT 1 FROM game.photos o WHERE o.object_key = p.object_key
                        AND (o.player IS DISTINCT FROM p.player OR o.state = 'published'))`.execute(db.game);
    for (const { key } of rows) await doors.store.delete(key);
    return rows.length;
  };

  return {
    async tombstone(erasure) {
      const { account } = await find(erasure);
      if (account !== null) await withdrawAll(account);
    },
    async photos(erasure) {
      return dropPhotos((await find(erasure)).game);
    },
    async rows(erasure) {
      const person = await find(erasure);
      await otherRows(person);
      return gameRows(person);
    },
    async lake(erasure) {
      // Computations under way find their plan gone and begin again without the person.
      for await (const key of doors.store.list('parts/')) await doors.store.delete(key);
      return doors.lake.erase((await find(erasure)).studySha256);
    },
    async results(erasure) {
      return doors.eraseResults((await find(erasure)).studySha256);
    },
    sweep: () => doors.lake.sweep(),
    async finish(erasure) {
      const { account, game } = await find(erasure);
      await db.vault.transaction().execute(async (tx) => {
        if (game !== null) await tx.deleteFrom('vault.alters').where('other', '=', game).execute();
        if (account !== null) {
          await sql`DELETE FROM vault.mutations WHERE actor = ${account}`.execute(tx);
          await tx.deleteFrom('vault.consents').where('account', '=', account).execute();
          await tx.deleteFrom('vault.link').where('account', '=', account).execute();
        }
        await tx
          .updateTable('vault.erasures')
          .set({ finished_at: new Date(doors.clock.now()) })
          .where('id', '=', erasure)
          .execute();
      });
    },
  };
};
