import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { decodeStream } from 'iconv-lite';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { JokaError } from '../../../game/errors.ts';
import type { Tables } from '../../../infra/db/tables.ts';
import { CSV_KINDS } from './kinds.ts';
import type { CsvKind, CsvRow } from './kinds.ts';
import { readOutlines } from './outlines.ts';

/** What a load did. `refusals`: the first hundred rows that were refused, by line or feature number. */
export type LoadReport = {
  readonly kind: string;
  readonly part: string;
  readonly vintage: string;
  readonly rows: number;
  readonly refused: number;
  readonly unchanged: boolean;
  readonly refusals: readonly { readonly at: number; readonly reason: string }[];
};

const BATCH = 1000;
const SHOWN = 100;

const foldColumn = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

const fileHash = async (path: string): Promise<string> => {
  const sha = createHash('sha256');
  for await (const chunk of createReadStream(path)) sha.update(chunk as Uint8Array);
  return sha.digest('hex');
};

/** The first line, and whether the beginning is UTF-8: official files come in both. */
const headOf = async (path: string): Promise<{ line: string; utf8: boolean }> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1 << 20), 0, 1 << 20, 0);
    const bytes = buffer.subarray(0, bytesRead);
    // the last character may be cut by the end of what was read
    const text = new TextDecoder('utf-8').decode(bytes.subarray(0, Math.max(0, bytesRead - 4)));
    const utf8 = !text.includes('\uFFFD');
    return { line: (utf8 ? text : bytes.toString('latin1')).split(/\r?\n/, 1)[0] ?? '', utf8 };
  } finally {
    await file.close();
  }
};

type Sink = { push(row: object): Promise<void>; end(): Promise<void> };

const sinkOf = (
  trx: Transaction<Tables>,
  { table, shape, key, part }: { table: string; shape: string; key: string; part: string | null },
): Sink => {
  let rows: object[] = [];
  const columns = shape.split(', ').map((column) => column.split(' ')[0] ?? '');
  const set = columns.map((column) => `${column} = excluded.${column}`);
  const end = async (): Promise<void> => {
    if (rows.length === 0) return;
    await sql`
      INSERT INTO ${sql.table(`offers.${table}`)} (${sql.raw(columns.join(', '))}${part === null ? sql`` : sql`, part`})
      SELECT DISTINCT ON (${sql.raw(key)}) ${sql.raw(columns.join(', '))}${part === null ? sql`` : sql`, ${part}`}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(${sql.raw(shape)})
      ON CONFLICT (${sql.raw(key)}) DO UPDATE SET ${sql.raw(set.join(', '))}${part === null ? sql`` : sql`, part = excluded.part`}`.execute(
      trx,
    );
    rows = [];
  };
  return {
    push: async (row) => {
      rows.push(row);
      if (rows.length >= BATCH) await end();
    },
    end,
  };
};

type Counts = { rows: number; refused: number; refusals: { at: number; reason: string }[] };

const refuse = (counts: Counts, at: number, reason: string): void => {
  counts.refused += 1;
  if (counts.refusals.length < SHOWN) counts.refusals.push({ at, reason });
};

const loadCsv = async (
  trx: Transaction<Tables>,
  path: string,
  kind: CsvKind,
  { line, utf8 }: { line: string; utf8: boolean },
  part: string,
  counts: Counts,
): Promise<void> => {
  const partless = kind.table.startsWith('trade_');
  const sink = sinkOf(trx, { ...kind, part: partless ? null : part });
  const delimiter = line.includes(';') ? ';' : ',';
  const rows = createReadStream(path)
    .pipe(decodeStream(utf8 ? 'utf8' : 'win1252'))
    .pipe(
      parse({
        delimiter,
        bom: true,
        relax_column_count: true,
        relax_quotes: true,
        columns: (names: string[]) => names.map(foldColumn),
      }),
    );
  let at = 1;
  for await (const row of rows) {
    at += 1;
    const read = kind.read(row as CsvRow);
    if ('refused' in read) refuse(counts, at, read.refused);
    else
      for (const each of read.rows) {
        counts.rows += 1;
        await sink.push(each);
      }
  }
  await sink.end();
};

const loadOutlines = async (trx: Transaction<Tables>, path: string, part: string, counts: Counts) => {
  const shapes = sinkOf(trx, {
    table: 'commune_shapes',
    shape: 'code text, bounds double precision[], polygons jsonb',
    key: 'code',
    part,
  });
  const centres = sinkOf(trx, {
    table: 'commune_centres',
    shape: 'code text, lat double precision, lng double precision',
    key: 'code',
    part: `outline of ${part}`,
  });
  for await (const outline of readOutlines(path)) {
    if ('refused' in outline) {
      refuse(counts, outline.at, outline.refused);
      continue;
    }
    counts.rows += 1;
    const { code, bounds, polygons, lat, lng } = outline;
    await shapes.push({ code, bounds, polygons });
    await centres.push({ code, lat, lng });
  }
  await shapes.end();
  await centres.end();
};

/**
 * Loads one official file into the gazetteer's tables: outlines of communes (GeoJSON), centres, postal codes, merged
 * communes, an extract of SIRENE, or the directory of trades, known by its header. Streaming, one transaction; a row
 * that cannot be is refused alone. The same file again does nothing; another of the same name replaces it.
 * @param at instant, ISO 8601
 * @throws JokaError PLACES_FILE_UNKNOWN, PLACES_FILE_UNREADABLE
 */
export const loadPlaces = async (
  db: Kysely<Tables>,
  path: string,
  options: { readonly vintage: string | null; readonly kind: string | null; readonly at: string },
): Promise<LoadReport> => {
  const part = basename(path);
  const failed = (cause: unknown): never => {
    throw new JokaError(
      'PLACES_FILE_UNREADABLE',
      {
        file: path,
        reason: cause instanceof Error && 'code' in cause ? String(cause.code) : 'not as its header says',
      },
      cause,
    );
  };
  const head = await headOf(path).catch(failed);
  const columns = head.line.split(/[;,]/).map(foldColumn);
  const csv = CSV_KINDS.find(
    (each) =>
      (options.kind === null || each.kind === options.kind) &&
      each.columns.every((name) => columns.includes(name)),
  );
  const geojson = /^\s*\{/.test(head.line) && /FeatureCollection/.test(head.line.slice(0, 400));
  if (!csv && !geojson) throw new JokaError('PLACES_FILE_UNKNOWN', { file: path });
  const kind = csv?.kind ?? 'boundaries';
  const sha256 = await fileHash(path);
  const known = await db
    .selectFrom('offers.reference_files')
    .selectAll()
    .where('kind', '=', kind)
    .where('part', '=', part)
    .executeTakeFirst();
  const vintage = options.vintage ?? /(?:19|20)\d{2}/.exec(part)?.[0] ?? 'unknown';
  if (known?.sha256 === sha256)
    return {
      kind,
      part,
      vintage: known.vintage,
      rows: known.rows,
      refused: known.refused,
      unchanged: true,
      refusals: [],
    };
  const counts: Counts = { rows: 0, refused: 0, refusals: [] };
  await db.transaction().execute(async (trx) => {
    const tables = csv ? [csv.table] : ['commune_shapes', 'commune_centres'];
    for (const table of tables)
      if (!table.startsWith('trade_'))
        await sql`DELETE FROM ${sql.table(`offers.${table}`)} WHERE part IN (${part}, ${`outline of ${part}`})`.execute(
          trx,
        );
      else await sql`DELETE FROM ${sql.table(`offers.${table}`)}`.execute(trx);
    await (csv ? loadCsv(trx, path, csv, head, part, counts) : loadOutlines(trx, path, part, counts)).catch(
      failed,
    );
    await sql`
      INSERT INTO offers.reference_files (kind, part, vintage, sha256, rows, refused, loaded_at)
      VALUES (${kind}, ${part}, ${vintage}, ${sha256}, ${counts.rows}, ${counts.refused}, ${options.at}::timestamptz)
      ON CONFLICT (kind, part) DO UPDATE SET vintage = excluded.vintage, sha256 = excluded.sha256,
        rows = excluded.rows, refused = excluded.refused, loaded_at = excluded.loaded_at`.execute(trx);
  });
  return { kind, part, vintage, ...counts, unchanged: false };
};
