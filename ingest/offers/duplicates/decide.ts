import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import { JokaError } from '../../../game/errors.ts';
import type { Tables } from '../../../infra/db/tables.ts';
import type { Evidence } from './record.ts';

export type MergeList = 'review' | 'merged' | 'repost' | 'undone';
type Line = Omit<Selectable<Tables['offers.merge_lines']>, 'evidence'> & {
  readonly evidence: readonly Evidence[];
};

const LISTS: Readonly<Record<MergeList, string>> = {
  review: "relation = 'review' AND decision IS NULL",
  merged: "(relation = 'duplicate' AND decision IS NULL) OR decision = 'accepted'",
  repost: "relation = 'repost' AND decision IS NULL",
  undone: "decision = 'undone'",
};

/** Pairs of offers with the reasons, the most certain first. */
export const listMerges = async (db: Kysely<Tables>, list: MergeList, limit: number): Promise<Line[]> => {
  const { rows } = await sql<Line>`
    SELECT * FROM offers.merge_lines WHERE ${sql.raw(LISTS[list])} ORDER BY probability DESC, id LIMIT ${limit}`.execute(
    db,
  );
  return rows;
};

/** A person's word on a pair, at once and against all later findings. @throws JokaError NOT_FOUND */
export const decideMerge = async (
  db: Kysely<Tables>,
  pair: string,
  decision: 'accepted' | 'undone',
  at: Date,
): Promise<void> => {
  const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(pair) ? pair : null;
  const { rows } = await sql<{ done: boolean | null }>`
    SELECT offers.decide_merge(${uuid}::uuid, ${decision}, ${at.toISOString()}::timestamptz) AS done`.execute(
    db,
  );
  if (rows[0]?.done !== true) throw new JokaError('NOT_FOUND', { what: 'pair of offers' });
};
