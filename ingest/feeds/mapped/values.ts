import { JokaError } from '../../../game/errors.ts';
import { foldText } from '../../places/names.ts';
import type { RawObject } from '../row-reader.ts';
import { readInstant } from './instants.ts';
import { specOf } from './mapping.ts';
import type { FieldSpec, Mapping, MappingField } from './mapping.ts';
import { textAt, textsAt } from './paths.ts';

/** Texts longer than this are refused rather than cut. */
const LIMIT = 60_000;

/** PostgreSQL keeps no NUL, and a lone surrogate is no text. */
const storable = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
    .trim();

type Ready = FieldSpec & { readonly pattern: RegExp | null; readonly paths: readonly string[] };

const readyOf = (field: Parameters<typeof specOf>[0]): Ready => {
  const spec = specOf(field);
  const paths = spec.from === undefined ? [] : Array.isArray(spec.from) ? spec.from : [spec.from];
  return { ...spec, paths, pattern: spec.take === undefined ? null : new RegExp(spec.take, 'u') };
};

/** Reads the values of a row by a mapping whose fields were made ready once. */
export const createValues = (mapping: Mapping) => {
  const ready = new Map(
    Object.entries(mapping.fields).map(([name, field]) => [name as MappingField, readyOf(field)]),
  );
  const raw = (spec: Ready, row: RawObject): string | null => {
    if (spec.value !== undefined) return spec.value;
    if (spec.join) {
      const parts = spec.join.flatMap((path) => textsAt(row, path));
      return parts.length === 0 ? null : [...new Set(parts)].join('\n\n');
    }
    for (const path of spec.paths) {
      const found = textAt(row, path);
      if (found === null) continue;
      if (spec.pattern === null) return found;
      const taken = spec.pattern.exec(found);
      if (taken) return taken[1] ?? taken[0];
    }
    return null;
  };
  return (row: RawObject, place: string) => {
    const at = (name: MappingField): string => {
      const spec = ready.get(name);
      const path = spec?.paths[0] ?? spec?.join?.[0] ?? name;
      return `${place}.${path.replaceAll('/', '.')}`;
    };
    const text = (name: MappingField): string | null => {
      const spec = ready.get(name);
      if (!spec) return null;
      const found = raw(spec, row);
      if (found === null) return null;
      if (found.length > LIMIT)
        throw new JokaError('FEED_FIELD_TOO_LONG', { place: at(name), length: found.length, limit: LIMIT });
      const clean = storable(found);
      if (clean === '') return null;
      if (!spec.words) return clean;
      return spec.words[foldText(clean)] ?? spec.words['*'] ?? clean;
    };
    return {
      text,
      need: (name: MappingField): string => {
        const found = text(name);
        if (found === null) throw new JokaError('FEED_FIELD_MISSING', { place: at(name) });
        return found;
      },
      /** ISO 8601, UTC; null when absent. @throws JokaError FEED_FIELD_DATE when no declared format fits */
      instant: (name: MappingField): string | null => {
        const found = text(name);
        if (found === null) return null;
        const said = ready.get(name)?.format ?? 'iso';
        const instant = readInstant(found, Array.isArray(said) ? said : [said], mapping.zone);
        if (instant === null) throw new JokaError('FEED_FIELD_DATE', { place: at(name) });
        return instant;
      },
      /** `YYYY-MM-DD` in the mapping's zone; null when absent or in no declared format: a start is no reason to refuse. */
      day: (name: MappingField): string | null => {
        const found = text(name);
        const said = ready.get(name)?.format ?? 'iso';
        const formats = Array.isArray(said) ? said : [said];
        const instant = found === null ? null : readInstant(found, formats, 'UTC');
        return instant === null ? null : instant.slice(0, 10);
      },
      /** A figure with point or comma; null when it is none. */
      figure: (name: MappingField): number | null => {
        const found = text(name)
          ?.replaceAll(/[\s\u00A0\u202F]/g, '')
          .replace(',', '.');
        const value = found === undefined || found === '' ? Number.NaN : Number(found);
        return Number.isFinite(value) ? value : null;
      },
      at,
    };
  };
};

/** The values of one row. */
export type Values = ReturnType<ReturnType<typeof createValues>>;
