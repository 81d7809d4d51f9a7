import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../../infra/db/tables.ts';
import { recordHistory } from '../history.ts';
import { markCampaigns } from './campaigns.ts';
import { findDuplicates } from './find.ts';
import type { Found } from './find.ts';
import { departmentsChanged, loadStanding } from './load.ts';
import type { Standing } from './load.ts';

type Decided = { one: string; two: string; decision: 'accepted' | 'undone' | null };

/** The public service's offer first, else the oldest, else the smaller id. */
const inOrder = (a: Standing, b: Standing): number =>
  Number(b.official) - Number(a.official) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

/** Which offer each hidden one is shown through. */
const shownThrough = (records: readonly Standing[], found: Found): Map<string, string> => {
  const through = new Map<string, string>();
  for (const { centre, members } of found.clusters) {
    const group = [centre, ...members.map(({ record }) => record)].flatMap((i) => records[i] ?? []);
    const [first, ...others] = group.toSorted(inOrder);
    if (first) for (const other of others) through.set(other.id, first.id);
  }
  return through;
};

const findings = (records: readonly Standing[], found: Found) => {
  const rows = found.pairs.map(({ a, b, verdict }) => ({ a, b, verdict }));
  for (const { centre, members } of found.clusters)
    for (const { record, verdict } of members)
      if (verdict.relation === 'duplicate') rows.push({ a: centre, b: record, verdict });
  const byPair = new Map<string, object>();
  for (const { a, b, verdict } of rows) {
    const ids = [records[a]?.id ?? '', records[b]?.id ?? ''].toSorted();
    if (!['duplicate', 'review', 'repost'].includes(verdict.relation)) continue;
    byPair.set(ids.join('\n'), {
      one: ids[0],
      two: ids[1],
      relation: verdict.relation,
      bits: verdict.bits,
      probability: verdict.probability,
      evidence: verdict.evidence,
    });
  }
  return [...byPair.values()];
};

/** Writes what was found in a department beside what people decided, and shows or hides what changed. */
const settleDepartment = async (
  trx: Transaction<Tables>,
  department: string,
  run: string | null,
  at: string,
): Promise<{ hidden: number; shown: number }> => {
  const records = await loadStanding(trx, department);
  const ids = records.map(({ id }) => id);
  const { rows: known } = await sql<Decided>`
    SELECT one, two, decision FROM offers.merges WHERE one = ANY(${ids}::uuid[])`.execute(trx);
  const at2 = new Map(ids.map((id, i) => [id, i]));
  const decisions = new Map<number, 'accepted' | 'undone'>();
  for (const { one, two, decision } of known) {
    const [a, b] = [at2.get(one), at2.get(two)];
    if (decision !== null && a !== undefined && b !== undefined) decisions.set(a * ids.length + b, decision);
  }
  const found = findDuplicates(records, decisions);
  const rows = findings(records, found);
  await sql`
    DELETE FROM offers.merges m WHERE m.decision IS NULL AND m.one = ANY(${ids}::uuid[]) AND NOT EXISTS (
      SELECT FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(one uuid, two uuid)
      WHERE x.one = m.one AND x.two = m.two)`.execute(trx);
  await sql`
    INSERT INTO offers.merges AS m (one, two, relation, bits, probability, evidence, found_at)
    SELECT x.one, x.two, x.relation, x.bits, x.probability, x.evidence, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(one uuid, two uuid, relation text, bits double precision, probability double precision, evidence jsonb)
    ON CONFLICT (one, two) DO UPDATE SET relation = excluded.relation, bits = excluded.bits,
      probability = excluded.probability, evidence = excluded.evidence
    WHERE (m.relation, m.bits) IS DISTINCT FROM (excluded.relation, excluded.bits)`.execute(trx);
  const through = shownThrough(records, found);
  const changed = records.flatMap(({ id, duplicateOf }) => {
    const wanted = through.get(id) ?? null;
    return wanted === duplicateOf ? [] : [{ id, first: wanted }];
  });
  if (changed.length === 0) return { hidden: 0, shown: 0 };
  await sql`
    UPDATE offers.offers o SET duplicate_of = x.first,
      state = CASE WHEN x.first IS NULL THEN 'open' ELSE 'withdrawn' END
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS x(id uuid, first uuid)
    WHERE o.id = x.id`.execute(trx);
  await recordHistory(
    trx,
    at,
    run,
    changed.map(({ id, first }) => ({
      offer: id,
      change: first === null ? ('parted' as const) : ('merged' as const),
      reason: first === null ? 'its twin left, differs, or a person parted them' : `shown through ${first}`,
    })),
  );
  const hidden = changed.filter(({ first }) => first !== null).length;
  return { hidden, shown: changed.length - hidden };
};

/**
 * Shows once what several sources publish as one offer, in the departments that a run touched (or in those given).
 * The public service's offer is shown first, else the oldest; the others keep their id behind `duplicate_of`, and come
 * back when it leaves, when they differ, or when a person says so. What a run did not touch is not looked at.
 */
export const settleDuplicates = async (
  trx: Transaction<Tables>,
  run: string | null,
  at: string,
  departments?: readonly string[],
): Promise<{ hidden: number; shown: number }> => {
  const total = { hidden: 0, shown: 0 };
  const touched = departments ?? (run === null ? [] : await departmentsChanged(trx, run));
  for (const department of touched) {
    const { hidden, shown } = await settleDepartment(trx, department, run, at);
    total.hidden += hidden;
    total.shown += shown;
  }
  if (run !== null && touched.length > 0) await markCampaigns(trx, run);
  return total;
};
