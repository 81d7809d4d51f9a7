import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { Session } from '../accounts/sessions.ts';
import type { postExport } from '../contract/lab.ts';
import type { BodyOf } from '../contract/route.ts';
import type { AppDeps } from '../deps.ts';
import type { ExportFormat, ExportTable } from '../lab-door.ts';
import type { FileAnswer } from '../plugins/implement.ts';
import { studied } from '../readers/lab.ts';

const TYPES: Readonly<Record<ExportFormat, string>> = {
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
  csv: 'text/csv; charset=utf-8',
};

const fileName = (territory: string, from: string, to: string, table: string, format: string): string =>
  `joka-${territory}-${from}-${to}-${table}.${format}`;

/** Logs who wants which file and why, before the file exists. */
export const askExport = async (
  trx: Kysely<Tables>,
  session: Session,
  asked: BodyOf<typeof postExport>,
  at: Date,
): Promise<{ id: string; path: string; fileName: string }> => {
  const { territory, from, to } = studied(session, asked);
  const { table, format, purpose } = asked;
  const id = randomUUID();
  await trx
    .insertInto('study.exports')
    .values({
      id,
      actor: session.account,
      territory,
      from_week: from,
      to_week: to,
      table_name: table,
      format,
      purpose,
      at,
    })
    .execute();
  await trx
    .insertInto('ops.access_log')
    .values({
      at,
      actor: session.account,
      action: 'export',
      purpose,
      object: `${table} ${territory} ${from}..${to}`,
    })
    .execute();
  return { id, path: `/lab/exports/${id}`, fileName: fileName(territory, from, to, table, format) };
};

/**
 * The file, computed when it is fetched, from those who consent then. An invented town is named in the file's name.
 * @throws JokaError NOT_FOUND when it is not this account's; LAB_NOT_COMPUTED
 */
export const readExport = async (
  { db, lab }: Pick<AppDeps, 'db' | 'lab'>,
  { account }: Session,
  id: string,
): Promise<FileAnswer> => {
  const row = await db.study
    .selectFrom('study.exports')
    .selectAll()
    .where('id', '=', id)
    .where('actor', '=', account)
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'export' });
  const { territory, from_week: from, to_week: to } = row;
  const table = row.table_name as ExportTable;
  const format = row.format as ExportFormat;
  const bytes = await lab.exportFile({ territory, from, to }, table, format);
  if (bytes === null) throw new JokaError('LAB_NOT_COMPUTED');
  return { bytes, contentType: TYPES[format], fileName: fileName(territory, from, to, table, format) };
};
