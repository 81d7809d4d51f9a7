import { foldText } from '../../places/names.ts';
import { HEADERS } from './headers.ts';
import { readInstant } from './instants.ts';
import type { Mapping, MappingField } from './mapping.ts';

/** One column of an unknown table: its header and the cells of the first rows. */
export type Column = { readonly header: string; readonly cells: readonly string[] };

/** Fields a column may mean, best first in case of a draw. */
const FIELDS = Object.keys(HEADERS) as readonly MappingField[];

const DATE_FORMATS = [
  'dd/MM/yyyy',
  'd/M/yyyy',
  'yyyy-MM-dd',
  'dd-MM-yyyy',
  'dd/MM/yyyy HH:mm',
  'dd/MM/yyyy HH:mm:ss',
  'iso',
  'dd.MM.yyyy',
  'yyyyMMdd',
] as const;

const filled = ({ cells }: Column): string[] =>
  cells.map((cell) => cell.trim()).filter((cell) => cell !== '');

const shareOf = (column: Column, test: (cell: string) => boolean): number => {
  const cells = filled(column);
  return cells.length === 0 ? 0 : cells.filter((cell) => test(cell)).length / cells.length;
};

/** The date formats in which every filled cell of a column is a day; empty when it holds none. */
export const dateFormatsOf = (column: Column): string[] => {
  const cells = filled(column);
  if (cells.length === 0) return [];
  const one = DATE_FORMATS.find((format) =>
    cells.every((cell) => readInstant(cell, [format], 'Europe/Paris') !== null),
  );
  if (one !== undefined) return [one];
  const mixed = cells.filter((cell) => readInstant(cell, DATE_FORMATS, 'Europe/Paris') !== null);
  return mixed.length / cells.length >= 0.6 ? [...DATE_FORMATS] : [];
};

/** What the cells of a column look like, 0 to 1, whatever its header says. */
const LOOKS: Readonly<Partial<Record<MappingField, (column: Column) => number>>> = {
  url: (column) => shareOf(column, (cell) => /^https?:\/\//i.test(cell)),
  email: (column) => shareOf(column, (cell) => /^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(cell)),
  phone: (column) => shareOf(column, (cell) => /^(?:\+33|0)\s?[1-9](?:[\s.-]?\d{2}){4}$/.test(cell)),
  postalCode: (column) => shareOf(column, (cell) => /^\d{4,5}$/.test(cell)) * 0.9,
  siret: (column) => shareOf(column, (cell) => /^\d{3}\s?\d{3}\s?\d{3}\s?\d{5}$/.test(cell)),
  rome: (column) => shareOf(column, (cell) => /^[A-N]\d{4}$/.test(cell)),
  contract: (column) =>
    shareOf(column, (cell) =>
      /^(?:cdi|cdd|int[ée]rim|stage|apprenti|alternance|saisonnier|contrat)/i.test(cell),
    ),
  created: (column) => (dateFormatsOf(column).length > 0 ? 0.6 : 0),
  description: (column) => shareOf(column, (cell) => cell.length > 200) * 0.9,
};

/** Fields whose values are so plain that a header saying otherwise is wrong. */
const MUST_LOOK: ReadonlySet<MappingField> = new Set([
  'postalCode',
  'siret',
  'rome',
  'lat',
  'lng',
  'created',
  'updated',
  'start',
  'end',
]);

const looksLike = (field: MappingField, column: Column): boolean => {
  if (filled(column).length === 0) return true;
  if (field === 'lat' || field === 'lng')
    return shareOf(column, (cell) => /^-?\d{1,3}[.,]\d+$/.test(cell)) > 0.5;
  if (field === 'updated' || field === 'start' || field === 'end') return dateFormatsOf(column).length > 0;
  return (LOOKS[field]?.(column) ?? 1) > 0.4;
};

const headerScore = (field: MappingField, header: string): number => {
  const names = HEADERS[field] ?? [];
  if (names.includes(header)) return 3;
  const words = header.split(' ');
  return names.some(
    (name) =>
      header.includes(name) && name.length > 3 && name.split(' ').every((word) => words.includes(word)),
  )
    ? 2
    : 0;
};

type Match = { field: MappingField; column: Column; score: number };

/**
 * Which column means which field: by its header, in French or English, and by what its cells look like where the header
 * says nothing. Each column and each field serves once. A field left out was not recognised.
 */
export const proposeFields = (columns: readonly Column[]): Partial<Record<MappingField, string>> => {
  const matches: Match[] = [];
  for (const column of columns)
    for (const field of FIELDS) {
      const byHeader = headerScore(field, foldText(column.header));
      if (byHeader > 0 && MUST_LOOK.has(field) && !looksLike(field, column)) continue;
      const byCells = LOOKS[field]?.(column) ?? 0;
      const score = byHeader + (byHeader > 0 || byCells >= 0.8 ? byCells : 0);
      if (score > 0) matches.push({ field, column, score });
    }
  const proposed: Partial<Record<MappingField, string>> = {};
  const taken = new Set<Column>();
  for (const { field, column } of matches.toSorted((a, b) => b.score - a.score)) {
    if (proposed[field] !== undefined || taken.has(column)) continue;
    proposed[field] = column.header;
    taken.add(column);
  }
  return proposed;
};

const DATES: ReadonlySet<string> = new Set(['created', 'updated', 'start', 'end']);

/** The mapping of a table whose columns mean these fields; dates in the formats their cells show. */
export const tableMapping = (
  fields: Readonly<Partial<Record<MappingField, string>>>,
  columns: readonly Column[],
  about: Pick<Mapping, 'id' | 'name' | 'source'> & { readonly delimiter?: string },
): unknown => {
  const { delimiter, ...rest } = about;
  const spec = ([field, header]: [string, string]): [string, unknown] => {
    if (!DATES.has(field)) return [field, header];
    const column = columns.find((one) => one.header === header);
    const format = column ? dateFormatsOf(column) : [];
    return [field, { from: header, format: format.length > 0 ? format : [...DATE_FORMATS] }];
  };
  return {
    ...rest,
    version: 1,
    verified: false,
    format: 'csv',
    item: null,
    ...(delimiter === undefined ? {} : { delimiter }),
    zone: 'Europe/Paris',
    fields: Object.fromEntries(Object.entries(fields).map(spec)),
    notes: [],
  };
};
