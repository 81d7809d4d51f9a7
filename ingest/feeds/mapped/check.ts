import { Value } from '@sinclair/typebox/value';
import { JokaError } from '../../../game/errors.ts';
import { MappingSchema, specOf } from './mapping.ts';
import type { FieldSpec, Mapping } from './mapping.ts';

const wrong = (mapping: string, field: string, reason: string): JokaError =>
  new JokaError('FEED_MAPPING_INVALID', { mapping, field, reason });

const specs = (mapping: Mapping): [string, FieldSpec][] =>
  Object.entries(mapping.fields).map(([name, field]) => [`fields.${name}`, specOf(field)]);

const compiles = (make: () => unknown): boolean => {
  try {
    make();
    return true;
  } catch {
    return false;
  }
};

/** What a schema cannot say: patterns that compile, formats that hold a day, exactly one way to a value. */
const checkSpec = (id: string, field: string, spec: FieldSpec): void => {
  const ways = [spec.from, spec.join, spec.value].filter((way) => way !== undefined).length;
  if (ways !== 1) throw wrong(id, field, 'exactly one of from, join and value');
  if (spec.take !== undefined)
    if (!compiles(() => new RegExp(spec.take ?? '', 'u')))
      throw wrong(id, `${field}.take`, 'no regular expression');
  for (const format of spec.format === undefined ? [] : [spec.format].flat())
    if (format !== 'iso' && format !== 'rfc822' && !/^(?=.*yyyy)(?=.*M)(?=.*d)/.test(format))
      throw wrong(id, `${field}.format`, 'a format has year, month and day, or is iso or rfc822');
};

/** Checks a mapping that was read from a file or a form. @throws JokaError FEED_MAPPING_INVALID naming the field */
export const checkMapping = (value: unknown, name: string): Mapping => {
  const [fault] = Value.Errors(MappingSchema, value);
  if (fault) throw wrong(name, fault.path.slice(1).replaceAll('/', '.') || 'the whole', fault.message);
  const mapping = value as Mapping;
  for (const [field, spec] of specs(mapping)) checkSpec(name, field, spec);
  const { format, item } = mapping;
  if ((format === 'xml' || format === 'rss') && item === null)
    throw wrong(name, 'item', 'XML needs the repeated element');
  if (!compiles(() => new Intl.DateTimeFormat('fr', { timeZone: mapping.zone })))
    throw wrong(name, 'zone', 'no IANA zone');
  return mapping;
};
