import { isObject } from '../row-reader.ts';
import type { RawObject } from '../row-reader.ts';

/** All text inside a value, in its order; attributes are no text. */
const deepText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return value
      .map(deepText)
      .filter((text) => text !== '')
      .join('\n');
  if (!isObject(value)) return '';
  return Object.entries(value)
    .filter(([name]) => !name.startsWith('@'))
    .map(([, inner]) => deepText(inner))
    .filter((text) => text !== '')
    .join(' ');
};

const step = (values: readonly unknown[], name: string): unknown[] =>
  values.flatMap((value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.flatMap((one) => {
      if (!isObject(one)) return [];
      if (name === '*')
        return Object.entries(one)
          .filter(([key]) => !key.startsWith('@'))
          .map(([, inner]) => inner);
      return Object.hasOwn(one, name) ? [one[name]] : [];
    });
  });

/** The texts that stand at a path, lists spread, empty ones left out. `.` is the row's own text. */
export const textsAt = (row: RawObject, path: string): string[] => {
  const ends = path === '.' ? [row['#']] : path.split('/').reduce<unknown[]>(step, [row]);
  return ends
    .flatMap((end) => (Array.isArray(end) ? (end as unknown[]) : [end]))
    .map((end) => deepText(end).trim())
    .filter((text) => text !== '');
};

/** The first text at a path; null without one. */
export const textAt = (row: RawObject, path: string): string | null => {
  // most paths are one name with a text behind it
  const value = path.includes('/') || path === '.' ? undefined : row[path];
  if (typeof value === 'string') return value.trim() || null;
  return textsAt(row, path)[0] ?? null;
};
