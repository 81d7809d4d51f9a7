import { sql } from 'kysely';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { Session } from '../accounts/sessions.ts';
import type { exportMe } from '../contract/me.ts';
import type { ResponseOf } from '../contract/route.ts';
import type { LabDoor } from '../lab-door.ts';
import { HELD } from './held.ts';

type Everything = ResponseOf<typeof exportMe>;
type Part = Everything['tables'][number];

const README =
  'Everything this instance holds about you. One part per table: "about" says what it is, "rows" are as they are ' +
  'stored. Hashes of codes and passphrases, keys, and the names by which the study knows you and others are left out: ' +
  'they say nothing, or would lead from this file to published data. Parts that begin with "lake." or "results." are ' +
  'what the research holds, under a name that only this instance can lead back to you. Pictures are under "address", ' +
  'to be opened with the same session. "complete" is false where a part is too long for one file.';

const ABOUT_FILES: readonly (readonly [RegExp, string])[] = [
  [
    /^lake\.fixes$/,
    'squares of about 50 m and times, with your consent to research; at home without a square',
  ],
  [/^lake\.(stays|trips)$/, 'where those squares were stayed in, and ways between them, as computed'],
  [/^lake\.encounters$/, 'times when another consenting person was near; who is left out'],
  [/^lake\.interactions$/, 'contacts you told the game, as the study sees them; with whom is left out'],
  [/^lake\./, 'acts and outcomes as the study sees them'],
  [/^results\./, 'your rows in the last computation of the study'],
];
const aboutFile = (table: string): string =>
  ABOUT_FILES.find(([pattern]) => pattern.test(table))?.[1] ?? 'rows of the study';

/** Photos of the person, whose pictures are files. */
const pictures = (tables: readonly Part[]): Part => ({
  table: 'pictures',
  about: 'the pictures you sent, without metadata',
  complete: true,
  rows: (tables.find(({ table }) => table === 'game.photos')?.rows ?? []).map(({ id }) => ({
    photo: id,
    address: `/api/v1/photos/${String(id)}/image`,
  })),
});

/** Everything held about a person, part by part, for the person: database, lake, results, pictures. */
export const readEverything = async (
  { db, clock, lab }: { readonly db: Database; readonly clock: Clock; readonly lab: Pick<LabDoor, 'person'> },
  { account, player }: Session,
): Promise<Everything> => {
  const links = await db.vault
    .selectFrom('vault.link')
    .select(['domain', 'pid'])
    .where('account', '=', account)
    .execute();
  const study = links.find(({ domain }) => domain === 'study')?.pid ?? null;
  const names = { account, player, study };
  const tables: Part[] = [];
  for (const { role, table, where, by, about, leave = {} } of HELD) {
    const name = names[by];
    if (name === null) continue;
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      SELECT to_jsonb(t) - ${Object.keys(leave)}::text[] AS row FROM ${sql.table(table)} t
      WHERE t.${sql.ref(where)}::text = ${name}`.execute(db[role]);
    tables.push({ table, about, complete: true, rows: rows.map(({ row }) => row) });
  }
  if (player !== null) tables.push(pictures(tables));
  for (const part of study === null ? [] : await lab.person(study))
    tables.push({ ...part, rows: [...part.rows], about: aboutFile(part.table) });
  return { exportedAt: new Date(clock.now()).toISOString(), readme: README, tables };
};
