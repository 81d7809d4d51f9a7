import type { publishFile, tryFile } from '../../api/contract/files.ts';
import type { ResponseOf } from '../../api/contract/route.ts';
import { newId, send } from './client.ts';

/** Header of the column behind each field. */
export type Columns = Readonly<Record<string, string>>;

const post = async (path: string, file: File, fields: Record<string, string>, key: string) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', file, file.name);
  return (await send(path, { method: 'POST', body: form, headers: { 'idempotency-key': key } })).json();
};

/** What a table would become under a mapping, or under the one that is proposed; nothing is kept. */
export const tryTable = async (file: File, columns: Columns | null): Promise<ResponseOf<typeof tryFile>> =>
  (await post(
    '/adviser/files/try',
    file,
    columns === null ? {} : { fields: JSON.stringify(columns) },
    newId(),
  )) as ResponseOf<typeof tryFile>;

/** Publishes a table; the same `key` publishes it once. */
export const publishTable = async (
  file: File,
  columns: Columns,
  replaces: boolean,
  key: string,
): Promise<ResponseOf<typeof publishFile>> =>
  (await post(
    '/adviser/files/publish',
    file,
    { fields: JSON.stringify(columns), replaces: String(replaces) },
    key,
  )) as ResponseOf<typeof publishFile>;
