import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import type { RetentionSteps } from './pipeline.ts';
import { RETENTION } from './rules.ts';
import type { RetentionRule } from './rules.ts';

const DAY_MS = 86_400_000;
/** Rows deleted by one statement: short locks, also after months without a purge. */
const AT_ONCE = 5000;

/** Something that ends by its age without being deleted: done by the room that knows how. */
export type Expiry = { readonly rule: string; readonly run: () => Promise<number> };

/** Steps of kind `purge`; a step that runs twice finds nothing left. */
export const createRetentionSteps = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  expiries: readonly Expiry[],
): RetentionSteps => {
  const remove = async ({ table, role, days, gone }: RetentionRule): Promise<number> => {
    const before = new Date(clock.now() - days * DAY_MS);
    let removed = 0;
    for (;;) {
      const { numAffectedRows = 0n } = await sql`
        DELETE FROM ${sql.table(table)} WHERE ctid = ANY (ARRAY(
          SELECT t.ctid FROM ${sql.table(table)} t WHERE ${gone(before)} LIMIT ${AT_ONCE}))`.execute(
        db[role],
      );
      removed += Number(numAffectedRows);
      if (numAffectedRows < BigInt(AT_ONCE)) return removed;
    }
  };
  const all: readonly Expiry[] = [
    ...expiries,
    ...RETENTION.map((rule) => ({ rule: rule.table, run: () => remove(rule) })),
  ];
  return {
    async purge(at) {
      const step = all[at];
      // A run that began under a longer list ends with this one.
      if (step === undefined) return { rule: 'none', removed: 0, last: true };
      return { rule: step.rule, removed: await step.run(), last: at === all.length - 1 };
    },
  };
};
