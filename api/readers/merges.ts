import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Static } from '@sinclair/typebox';
import type { Tables } from '../../infra/db/tables.ts';
import type { listMerges, MergeLine } from '../contract/merges.ts';
import type { QueryOf } from '../contract/route.ts';

const LISTS = {
  review: sql<boolean>`relation = 'review' AND decision IS NULL`,
  merged: sql<boolean>`(relation = 'duplicate' AND decision IS NULL) OR decision = 'accepted'`,
  repost: sql<boolean>`relation = 'repost' AND decision IS NULL`,
  undone: sql<boolean>`decision = 'undone'`,
};

/** Pairs of offers for an operator, the most certain first. */
export const readMerges = async (
  ops: Kysely<Tables>,
  { list = 'review', limit = 100 }: QueryOf<typeof listMerges>,
): Promise<{ merges: Static<typeof MergeLine>[] }> => {
  const rows = await ops
    .selectFrom('offers.merge_lines')
    .selectAll()
    .where(LISTS[list])
    .orderBy('probability', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  const side = (row: (typeof rows)[number], which: 'one' | 'two') => ({
    id: row[which],
    source: row[`${which}_source`],
    title: row[`${which}_title`],
    employer: row[`${which}_employer`],
    place: row[`${which}_place`],
    url: row[`${which}_url`],
    hidden: row[`${which}_hidden`],
  });
  return {
    merges: rows.map((row) => ({
      id: row.id,
      relation: row.relation,
      decision: row.decision,
      probability: row.probability,
      evidence: row.evidence as Static<typeof MergeLine>['evidence'],
      foundAt: row.found_at.toISOString(),
      one: side(row, 'one'),
      two: side(row, 'two'),
    })),
  };
};
