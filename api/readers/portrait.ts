import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { ResponseOf } from '../contract/route.ts';
import type { getPortrait } from '../contract/territory.ts';
import type { CommuneNames } from './communes.ts';

type Portrait = ResponseOf<typeof getPortrait>;
type Line = Portrait['byTrade'][number];
type Counted = { key: string; label: string | null; n: number; before: number; reference: number };
type Totals = { n: number; before: number; reference: number };

/** The previous period: this many days before. */
const PERIOD_DAYS = 28;

const NO_LABEL = sql`NULL::text`;

/** What is counted by; each is a pair of SQL expressions over `offers.portrait o`, with `at` the instant of the portrait. */
const DIMENSIONS = {
  byTrade: { key: sql`left(o.rome, 3)`, label: sql`max(o.trade_label)`, limit: 20 },
  byContract: { key: sql`o.contract`, label: NO_LABEL, limit: 20 },
  bySource: {
    key: sql`o.source`,
    label: sql`(SELECT s.name FROM offers.sources s WHERE s.id = max(o.source))`,
    limit: 50,
  },
  byPrecision: { key: sql`o.precision`, label: NO_LABEL, limit: 20 },
} as const;

const perThousand = (n: number, total: number): number | null =>
  total === 0 ? null : Math.round((n / total) * 1000);

/** Counts now, a period before and in the reference territory, by a key. */
const count = async (
  db: Kysely<Tables>,
  at: Date,
  territory: string,
  reference: string | null,
  key: RawBuilder<unknown>,
  label: RawBuilder<unknown>,
  limit: number,
): Promise<Counted[]> => {
  const before = new Date(at.getTime() - PERIOD_DAYS * 86_400_000);
  const open = (instant: Date) =>
    sql`o.created_at <= ${instant} AND (o.closed_at IS NULL OR o.closed_at > ${instant})`;
  const { rows } = await sql<Counted>`
    SELECT (${key})::text AS key, ${label} AS label,
      (count(*) FILTER (WHERE o.territory = ${territory} AND ${open(at)}))::int AS n,
      (count(*) FILTER (WHERE o.territory = ${territory} AND ${open(before)}))::int AS before,
      (count(*) FILTER (WHERE o.territory = ${reference} AND ${open(at)}))::int AS reference
    FROM offers.portrait o WHERE o.territory IN (${territory}, ${reference})
    GROUP BY 1
    ORDER BY n DESC, 1 LIMIT ${limit}`.execute(db);
  return rows.filter(({ n, before: past }) => n > 0 || past > 0);
};

const line =
  (totals: Totals) =>
  ({ key, label, n, before, reference }: Counted): Line => ({
    key: key ?? '',
    label: label ?? key ?? '',
    n,
    before,
    perThousand: perThousand(n, totals.n),
    referencePerThousand: perThousand(reference, totals.reference),
  });

const age = (at: Date): RawBuilder<unknown> => sql`CASE
  WHEN o.created_at > ${at}::timestamptz - interval '7 days' THEN '0-7'
  WHEN o.created_at > ${at}::timestamptz - interval '30 days' THEN '8-30'
  WHEN o.created_at > ${at}::timestamptz - interval '90 days' THEN '31-90' ELSE '91+' END`;

/** What a territory's open offers look like, without any player. @throws JokaError NOT_FOUND */
export const readPortrait = async (
  db: Kysely<Tables>,
  nameOf: CommuneNames,
  now: number,
  code: string,
): Promise<Portrait> => {
  const at = new Date(now);
  const territories = await db
    .selectFrom('offers.territories')
    .select(['code', 'name', 'invented', 'reference', 'communes'])
    .execute();
  const territory = territories.find((row) => row.code === code);
  if (territory === undefined) throw new JokaError('NOT_FOUND', { what: 'territory' });
  const reference = territories.find((row) => row.code === territory.reference) ?? null;
  const by = (key: RawBuilder<unknown>, label: RawBuilder<unknown>, limit = 1000) =>
    count(db, at, code, reference?.code ?? null, key, label, limit);
  const all = sql`'all'`;
  const totals: Totals = (await by(all, NO_LABEL))[0] ?? { n: 0, before: 0, reference: 0 };
  const lines = async (key: RawBuilder<unknown>, label: RawBuilder<unknown>, limit?: number) =>
    (await by(key, label, limit)).map(line(totals));
  const share = async (name: string, condition: RawBuilder<unknown>): Promise<Line> => {
    const key = sql`CASE WHEN ${condition} THEN ${sql.lit(name)} ELSE '' END`;
    const found = (await by(key, NO_LABEL)).find((row) => row.key === name);
    return line(totals)(found ?? { key: name, label: name, n: 0, before: 0, reference: 0 });
  };
  const communes = await by(sql`coalesce(o.commune, '')`, NO_LABEL);
  const counts = new Map(communes.map((row) => [row.key, row.n]));
  const named = territory.communes.map((commune) => ({ code: commune, name: nameOf(commune) ?? commune }));
  const { byTrade, byContract, bySource, byPrecision } = DIMENSIONS;
  return {
    territory: { code, name: territory.name, invented: territory.invented },
    reference: reference === null ? null : { code: reference.code, name: reference.name },
    at: at.toISOString(),
    open: { n: totals.n, before: totals.before },
    byTrade: await lines(byTrade.key, byTrade.label, byTrade.limit),
    byContract: await lines(byContract.key, byContract.label, byContract.limit),
    bySource: await lines(bySource.key, bySource.label, bySource.limit),
    byPrecision: await lines(byPrecision.key, byPrecision.label, byPrecision.limit),
    byAge: await lines(age(at), NO_LABEL),
    windowOnly: await share('window_only', sql`o.origin = 'photo'`),
    beginners: await share('beginners', sql`o.beginner IS TRUE`),
    communes: named.flatMap((row) => {
      const n = counts.get(row.code) ?? 0;
      return n > 0 ? [{ ...row, n }] : [];
    }),
    withoutOffers: named.filter((row) => (counts.get(row.code) ?? 0) === 0),
  };
};
