import type { ColumnType } from 'kysely';

/** timestamptz: read as `Date`, written as `Date` or ISO string. */
export type Instant = ColumnType<Date, Date | string, Date | string>;

/** date: `YYYY-MM-DD` on both ways, never a `Date`, which would carry a zone. */
export type Day = string;

/**
 * jsonb: read parsed, written as `JSON.stringify(value)`, since the driver would turn a bare array into a
 * PostgreSQL array.
 */
export type JsonColumn<T> = ColumnType<T, string, string>;

/** bigserial and bigint: a number; the driver throws above 2^53. */
export type Int8 = number;

/** A column with a default: it may be left out of an insert. Unlike kysely's own, it sees into the types above. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>;
