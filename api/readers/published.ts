import { Bool, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { ResponseOf } from '../contract/route.ts';
import type { getPublished, getWeeks } from '../contract/territory.ts';

type Published = ResponseOf<typeof getPublished>;

/** The weeks of a territory, newest first. Read under a role that sees published tables only. */
export const readWeeks = async (
  db: Kysely<Tables>,
  territory: string,
): Promise<ResponseOf<typeof getWeeks>> => {
  const rows = await db
    .selectFrom('study.published')
    .select(['week', 'table_name'])
    .select((eb) => eb.fn.max('published_at').as('at'))
    .where('territory', '=', territory)
    .groupBy(['week', 'table_name'])
    .orderBy('week', 'desc')
    .orderBy('table_name')
    .execute();
  const weeks = new Map<string, { at: Date; tables: string[] }>();
  for (const { week, table_name, at } of rows) {
    const known = weeks.get(week) ?? { at: new Date(at), tables: [] };
    known.tables.push(table_name);
    if (new Date(at) > known.at) known.at = new Date(at);
    weeks.set(week, known);
  }
  return {
    weeks: [...weeks].map(([week, { at, tables }]) => ({ week, publishedAt: at.toISOString(), tables })),
  };
};

/** One published table, as stored: masked is null with its flag. @throws JokaError NOT_FOUND */
export const readPublished = async (
  db: Kysely<Tables>,
  territory: string,
  week: string,
  table: string,
): Promise<Published> => {
  const rows = await db
    .selectFrom('study.published')
    .selectAll()
    .where('territory', '=', territory)
    .where('week', '=', week)
    .where('table_name', '=', table)
    .orderBy('row_key')
    .orderBy('measure')
    .execute();
  const [first] = rows;
  if (first === undefined) throw new JokaError('NOT_FOUND', { what: 'published table' });
  return {
    week,
    table,
    publishedAt: first.published_at.toISOString(),
    rows: rows.map(({ row_key: key, measure, value, n, low, high, masked, missing }) => ({
      key,
      measure,
      value,
      n,
      low,
      high,
      masked,
      missing,
    })),
  };
};

/** The same as Arrow, columns as the rows. */
export const publishedToArrow = ({ rows }: Published): Uint8Array => {
  const number = (pick: (row: Published['rows'][number]) => number | null) =>
    vectorFromArray(rows.map(pick), new Float64());
  const table = new Table({
    key: vectorFromArray(
      rows.map((row) => row.key),
      new Utf8(),
    ),
    measure: vectorFromArray(
      rows.map((row) => row.measure),
      new Utf8(),
    ),
    value: number((row) => row.value),
    n: vectorFromArray(
      rows.map((row) => row.n),
      new Int32(),
    ),
    low: number((row) => row.low),
    high: number((row) => row.high),
    masked: vectorFromArray(
      rows.map((row) => row.masked),
      new Bool(),
    ),
    missing: vectorFromArray(
      rows.map((row) => row.missing),
      new Int32(),
    ),
  });
  return tableToIPC(table, 'stream');
};
