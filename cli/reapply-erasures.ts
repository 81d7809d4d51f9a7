import { createHash } from 'node:crypto';
import { eraseAccount } from '../api/accounts/erase.ts';
import type { Clock } from '../infra/clock.ts';
import type { Database } from '../infra/db/database.ts';

/** One erasure as `joka backup --erasures` keeps it: hashes of pseudonyms, which name no one. */
export type ErasureRecord = { gamePidSha256: string; studyPidSha256: string; requestedAt: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Every erasure this store knows. */
export const listErasures = async (db: Pick<Database, 'vault'>): Promise<ErasureRecord[]> => {
  const rows = await db.vault.selectFrom('vault.erasures').selectAll().orderBy('requested_at').execute();
  return rows.map((row) => ({
    gamePidSha256: row.game_pid_sha256,
    studyPidSha256: row.study_pid_sha256,
    requestedAt: row.requested_at.toISOString(),
  }));
};

/**
 * After a restore: whoever was erased, before the backup or since, and is in the restored rows, is erased again. At
 * once they can no longer enter and no consent holds; their rows and files go with the worker's next run.
 * @returns accounts erased
 */
export const reapplyErasures = async (
  doors: { db: Pick<Database, 'idp' | 'vault'>; clock: Clock },
  later: readonly ErasureRecord[],
): Promise<number> => {
  const { vault } = doors.db;
  const known = await listErasures(doors.db);
  const erased = new Set(
    [...known, ...later].flatMap((record) => [record.gamePidSha256, record.studyPidSha256]),
  );
  const links = await vault.selectFrom('vault.link').select(['account', 'pid']).execute();
  const accounts = new Set(links.filter(({ pid }) => erased.has(sha256(pid))).map(({ account }) => account));
  let again = 0;
  for (const account of accounts) {
    const user = await doors.db.idp
      .selectFrom('idp.users')
      .select('id')
      .where('id', '=', account)
      .executeTakeFirst();
    // Already asked for when the backup was taken: its work is open in the restored outbox.
    if (user === undefined) continue;
    again += 1;
    const pids = links.filter((link) => link.account === account).map(({ pid }) => sha256(pid));
    // An erasure that the backup calls finished is open again: the rows are back.
    await vault.deleteFrom('vault.erasures').where('game_pid_sha256', 'in', pids).execute();
    await eraseAccount(doors, account);
  }
  return again;
};
