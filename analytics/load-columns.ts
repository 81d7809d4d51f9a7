import type { Duck } from '../infra/duckdb/duck.ts';

/** Columns by name: DuckDB type and values, all of one length. */
export type Columns = Readonly<
  Record<
    string,
    { readonly type: string; readonly values: ArrayLike<number | bigint | boolean | string | null> }
  >
>;

/** Rows in one JSON text: keeps the text of a large table below V8's longest string. */
const CHUNK = 250_000;

const json = (value: number | bigint | boolean | string | null): string =>
  typeof value === 'bigint' ? value.toString() : JSON.stringify(value);

/**
 * Creates a temporary table from arrays, in their order.
 * @throws RangeError when the columns differ in length
 */
export const loadColumns = async (duck: Duck, table: string, columns: Columns): Promise<void> => {
  const names = Object.keys(columns);
  const shape = names.map((name) => `"${name}" ${columns[name]?.type ?? ''}`).join(', ');
  await duck.run(`CREATE OR REPLACE TEMP TABLE ${table} (${shape})`);
  const lengths = new Set(names.map((name) => columns[name]?.values.length ?? 0));
  if (lengths.size > 1) throw new RangeError(`columns of ${table} differ in length`);
  const [rows = 0] = lengths;
  const structure = `{${names.map((name) => `"${name}":["${columns[name]?.type ?? ''}"]`).join(',')}}`;
  for (let from = 0; from < rows; from += CHUNK) {
    const parts = names.map((name) => {
      const values = columns[name]?.values ?? [];
      const texts: string[] = [];
      for (let i = from; i < Math.min(rows, from + CHUNK); i += 1) texts.push(json(values[i] ?? null));
      return `"${name}":[${texts.join(',')}]`;
    });
    await duck.run(
      `INSERT INTO ${table} SELECT ${names.map((name) => `unnest(c."${name}")`).join(', ')}
       FROM (SELECT from_json(?, '${structure}') AS c)`,
      [`{${parts.join(',')}}`],
    );
  }
};
