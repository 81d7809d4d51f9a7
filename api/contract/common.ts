import { Type } from '@sinclair/typebox';
import type { TSchema, TUnsafe } from '@sinclair/typebox';
import {
  CONTRACTS,
  DEMANDS,
  DURATION_UNITS,
  EXPERIENCES,
  KINDS,
  ORIGINS,
  PRECISIONS,
  PUBLISHED_FROM,
  REMOTES,
  SALARY_UNITS,
} from '../../game/offer.ts';
import { closed } from './route.ts';

/** One of the strings of a constant list. */
export const oneOf = <const V extends readonly string[]>(values: V): TUnsafe<V[number]> =>
  Type.Unsafe<V[number]>(Type.Union(values.map((value) => Type.Literal(value))));

export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

export const Uuid = Type.String({ format: 'uuid' });
/** ISO 8601 instant, UTC. */
export const Instant = Type.String({ format: 'date-time' });
export const Day = Type.String({ format: 'date' });
/** ISO week, `2026-W41`. */
export const Week = Type.String({ pattern: String.raw`^\d{4}-W\d{2}$` });
/** H3 index, 15 lower-case hexadecimal characters; the resolution is said where it is used. */
export const H3 = Type.String({ pattern: '^8[0-9a-f]{14}$' });
export const TerritoryCode = Type.String({ pattern: '^[A-Za-z0-9-]{1,32}$' });
export const CommuneCode = Type.String({ pattern: '^[0-9AB]{5}$' });

export const Precision = oneOf(PRECISIONS);
export const Contract = oneOf(CONTRACTS);
export const Origin = oneOf(ORIGINS);
export const Kind = oneOf(KINDS);
export const Experience = oneOf(EXPERIENCES);
export const Demand = oneOf(DEMANDS);
export const Remote = oneOf(REMOTES);
export const SalaryUnit = oneOf(SALARY_UNITS);
export const DurationUnit = oneOf(DURATION_UNITS);
export const PublishedFrom = oneOf(PUBLISHED_FROM);
export const AgeBand = oneOf(['16-17', '18-25'] as const);

/** The one shape of every refusal and failure, under any 4xx or 5xx status. */
export const ErrorBody = closed({
  /** Code of `game/errors.ts`. */
  code: Type.String(),
  /** What is wrong: names the file, row, field or key. */
  message: Type.String(),
  /** What to do. */
  remedy: Type.String(),
  details: Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
  ),
  requestId: Type.String(),
});

export const Territory = closed({
  code: Type.String(),
  name: Type.String(),
  communes: Type.Array(Type.String()),
  /** west, south, east, north in WGS84 degrees. */
  bounds: Type.Array(Type.Number(), { minItems: 4, maxItems: 4 }),
  invented: Type.Boolean(),
});

/** A mutation's bare answer. */
export const Done = closed({ done: Type.Literal(true) });
