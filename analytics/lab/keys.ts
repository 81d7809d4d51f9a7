import { createHmac } from 'node:crypto';
import type { Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';

/**
 * An identifier as it is compared: surrounding space off; a telephone number without its punctuation, French national
 * form as +33, so that the same number in two files is the same person.
 */
export const plainId = (id: string): string => {
  const text = id.trim();
  if (!/^[+0-9][\d\s().-]{7,}$/.test(text)) return text;
  const digits = text.replaceAll(/[^\d+]/g, '');
  if (/^0[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(1)}`;
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
};

/** The pseudonym of an identifier under a study's secret: 64 bits of HMAC-SHA-256, always the same for the same secret. */
export const pseudonym = (secret: string, id: string): string =>
  `p${createHmac('sha256', secret).update(plainId(id)).digest('hex').slice(0, 16)}`;

/**
 * Table `keys (id, person)`: every identifier of the raw tables and its pseudonym. It stays in this process; the key file
 * is written from the pairs given back, apart from the outputs.
 */
export const makeKeys = async (
  duck: Duck,
  columns: readonly { readonly table: string; readonly column: string }[],
  secret: string,
): Promise<readonly { id: string; person: string }[]> => {
  const ids = await duck.rows<{ id: string }>(
    `SELECT DISTINCT id FROM (${columns
      .map(({ table, column }) => `SELECT ${column} AS id FROM ${table}`)
      .join(' UNION ALL ')}) WHERE id IS NOT NULL ORDER BY id`,
  );
  const pairs = ids.map(({ id }) => ({ id, person: pseudonym(secret, id) }));
  await loadColumns(duck, 'keys', {
    id: { type: 'VARCHAR', values: pairs.map(({ id }) => id) },
    person: { type: 'VARCHAR', values: pairs.map(({ person }) => person) },
  });
  return pairs;
};
