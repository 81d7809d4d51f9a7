import { Kind } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import { FormatRegistry } from '@sinclair/typebox/type';
import { Value } from '@sinclair/typebox/value';
import { JokaError } from '../../game/errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^(19|2\d)\d{2}-(0\d|1[0-2])-([0-2]\d|3[01])$/;
const TIME = /^T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** A day that exists: JavaScript takes 30 February for 2 March, the database refuses it. */
const isDay = (text: string): boolean => {
  const at = DATE.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

FormatRegistry.Set('uuid', (text) => UUID.test(text));
FormatRegistry.Set('date', isDay);
FormatRegistry.Set('date-time', (text) => isDay(text.slice(0, 10)) && TIME.test(text.slice(10)));

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();
const checkOf = (schema: TSchema): TypeCheck<TSchema> => {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const check = TypeCompiler.Compile(schema);
  compiled.set(schema, check);
  return check;
};

/** What is wrong first, without the value, which may be a place or a text of a person. */
export type Fault = { readonly field: string; readonly reason: string };

/** The first fault of a value, or null. Extra fields are faults. */
export const faultOf = (schema: TSchema, value: unknown): Fault | null => {
  const check = checkOf(schema);
  if (check.Check(value)) return null;
  const first = check.Errors(value).First();
  // An index, or a name of letters: anything else was made up by the sender and could be a place.
  const names = (first?.path ?? '').split('/').filter((name) => /^(\d{1,4}|[A-Za-z_]{1,40})$/.test(name));
  const field = names.join('.');
  return { field: field === '' ? '(whole)' : field, reason: first?.message ?? 'refused' };
};

const NUL = JSON.stringify('\0').slice(1, -1);

/** The part of a request a schema is about. Parameters and query are texts and are converted; a body is not. */
export type Part = 'body' | 'querystring' | 'params' | 'headers';

/** @throws JokaError REQUEST_INVALID with the field */
export const readPart = (schema: TSchema, part: Part, value: unknown): unknown => {
  const given = part === 'body' ? value : Value.Default(schema, Value.Convert(schema, value ?? {}));
  // The database keeps no NUL in a text; nobody types one.
  if (JSON.stringify(given ?? null).includes(NUL))
    throw new JokaError('REQUEST_INVALID', { part, field: '(whole)', reason: 'it holds a NUL character' });
  const fault = faultOf(schema, given);
  if (fault !== null) throw new JokaError('REQUEST_INVALID', { part, ...fault });
  return given;
};

/** Whether a contract's answer is a schema and not a content type. */
export const isSchema = (answer: object): answer is TSchema => Kind in answer;
