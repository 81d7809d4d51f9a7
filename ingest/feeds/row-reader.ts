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
export const readFields = (row: RawObject, place: string): FieldReader => new FieldReader(row, place);

/** What PostgreSQL cannot keep, or no text holds; most texts have none. */
const ODD = /[\0\uD800-\uDFFF]/;

/** A class, so that a row with seven objects makes seven objects and not eighty closures. */
class FieldReader {
  readonly #row: RawObject;
  readonly #place: string;
  constructor(row: RawObject, place: string) {
    this.#row = row;
    this.#place = place;
  }

  #at(field: string): string {
    return `${this.#place}.${field}`;
  }

  #value(field: string): unknown {
    return Object.hasOwn(this.#row, field) ? (this.#row[field] ?? null) : null;
  }

  #refuse(field: string, expected: string): never {
    throw new JokaError('FEED_FIELD_TYPE', {
      place: this.#at(field),
      expected,
      found: kindOf(this.#value(field)),
    });
  }

  #need<T>(field: string, found: T | null): T {
    if (found === null) throw new JokaError('FEED_FIELD_MISSING', { place: this.#at(field) });
    return found;
  }

  text(field: string, limit = 2000): string | null {
    const found = this.#value(field);
    if (found === null) return null;
    if (typeof found !== 'string') return this.#refuse(field, 'a string');
    if (found.length > limit)
      throw new JokaError('FEED_FIELD_TOO_LONG', { place: this.#at(field), length: found.length, limit });
    // PostgreSQL keeps no NUL, and a lone surrogate is no text
    const clean = ODD.test(found) ? found.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '\uFFFD') : found;
    const bare = clean.trim();
    return bare === '' ? null : bare;
  }

  instant(field: string): string | null {
    const found = this.text(field, 40);
    if (found === null) return null;
    const zoned = /T/.test(found) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(found) ? `${found}Z` : found;
    const ms = ISO.test(found) ? Date.parse(zoned) : Number.NaN;
    if (!(ms >= EARLIEST && ms < LATEST)) throw new JokaError('FEED_FIELD_DATE', { place: this.#at(field) });
    return new Date(ms).toISOString();
  }

  needText(field: string, limit?: number): string {
    return this.#need(field, this.text(field, limit));
  }

  needInstant(field: string): string {
    return this.#need(field, this.instant(field));
  }

  /** A finite number. */
  number(field: string): number | null {
    const found = this.#value(field);
    if (found === null) return null;
    return typeof found === 'number' && Number.isFinite(found) ? found : this.#refuse(field, 'a number');
  }

  boolean(field: string): boolean | null {
    const found = this.#value(field);
    if (found === null) return null;
    return typeof found === 'boolean' ? found : this.#refuse(field, 'true or false');
  }

  /** An object inside the row, empty when absent. */
  object(field: string): RawObject {
    const found = this.#value(field);
    if (found === null) return {};
    return isObject(found) ? found : this.#refuse(field, 'an object');
  }

  list(field: string): readonly unknown[] {
    const found = this.#value(field);
    if (found === null) return [];
    return Array.isArray(found) ? found : this.#refuse(field, 'a list');
  }
}
