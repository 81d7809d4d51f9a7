import { Kind } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import { FormatRegistry } from '@sinclair/typebox/type';
import { Value } from '@sinclair/typebox/value';
import { JokaError } from '../../game/errors.ts';

const FORMATS: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  'date-time':
    /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/,
  date: /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])$/,
};
for (const [name, pattern] of Object.entries(FORMATS))
  FormatRegistry.Set(
    name,
    (text) => pattern.test(text) && (name === 'uuid' || !Number.isNaN(Date.parse(text))),
  );

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

/** The part of a request a schema is about. Parameters and query are texts and are converted; a body is not. */
export type Part = 'body' | 'querystring' | 'params' | 'headers';

/** @throws JokaError REQUEST_INVALID with the field */
export const readPart = (schema: TSchema, part: Part, value: unknown): unknown => {
  const given = part === 'body' ? value : Value.Default(schema, Value.Convert(schema, value ?? {}));
  const fault = faultOf(schema, given);
  if (fault !== null) throw new JokaError('REQUEST_INVALID', { part, ...fault });
  return given;
};

/** Whether a contract's answer is a schema and not a content type. */
export const isSchema = (answer: object): answer is TSchema => Kind in answer;
