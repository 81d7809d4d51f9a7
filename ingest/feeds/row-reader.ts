import { JokaError } from '../../game/errors.ts';

/** A row as JSON gave it. */
export type RawObject = Readonly<Record<string, unknown>>;

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** What JSON gave, in words for a message; never the value itself, which may hold a person's data. */
export const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

export const isObject = (value: unknown): value is RawObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads typed fields of one object of a row. Absent and null are the same. Every refusal names the field under
 * `place`, such as `offres.0-149.json/resultats[3].lieuTravail.latitude`.
 * @throws JokaError FEED_FIELD_MISSING, FEED_FIELD_TYPE, FEED_FIELD_TOO_LONG, FEED_FIELD_DATE
 */
export const readFields = (row: RawObject, place: string) => {
  const at = (field: string): string => `${place}.${field}`;
  const value = (field: string): unknown => (Object.hasOwn(row, field) ? (row[field] ?? null) : null);
  const refuse = (field: string, expected: string): never => {
    throw new JokaError('FEED_FIELD_TYPE', { place: at(field), expected, found: kindOf(value(field)) });
  };
  const text = (field: string, limit = 2000): string | null => {
    const found = value(field);
    if (found === null) return null;
    if (typeof found !== 'string') return refuse(field, 'a string');
    if (found.length > limit)
      throw new JokaError('FEED_FIELD_TOO_LONG', { place: at(field), length: found.length, limit });
    // PostgreSQL keeps no NUL, and a lone surrogate is no text
    const clean = found
      .replaceAll('\0', '')
      .replaceAll(/\p{Cs}/gu, '\uFFFD')
      .trim();
    return clean === '' ? null : clean;
  };
  const instant = (field: string): string | null => {
    const found = text(field, 40);
    if (found === null) return null;
    const zoned = /T/.test(found) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(found) ? `${found}Z` : found;
    const ms = ISO.test(found) ? Date.parse(zoned) : Number.NaN;
    if (!(ms >= EARLIEST && ms < LATEST)) throw new JokaError('FEED_FIELD_DATE', { place: at(field) });
    return new Date(ms).toISOString();
  };
  const need = <T>(field: string, found: T | null): T => {
    if (found === null) throw new JokaError('FEED_FIELD_MISSING', { place: at(field) });
    return found;
  };
  return {
    text,
    instant,
    needText: (field: string, limit?: number): string => need(field, text(field, limit)),
    needInstant: (field: string): string => need(field, instant(field)),
    /** A finite number. */
    number: (field: string): number | null => {
      const found = value(field);
      if (found === null) return null;
      return typeof found === 'number' && Number.isFinite(found) ? found : refuse(field, 'a number');
    },
    boolean: (field: string): boolean | null => {
      const found = value(field);
      if (found === null) return null;
      return typeof found === 'boolean' ? found : refuse(field, 'true or false');
    },
    /** An object inside the row, empty when absent. */
    object: (field: string): RawObject => {
      const found = value(field);
      if (found === null) return {};
      return isObject(found) ? found : refuse(field, 'an object');
    },
    list: (field: string): readonly unknown[] => {
      const found = value(field);
      if (found === null) return [];
      return Array.isArray(found) ? found : refuse(field, 'a list');
    },
  };
};
