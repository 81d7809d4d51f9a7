import type { OutputColumn } from './columns.ts';
import type { DtaRow } from './dta.ts';

/** How a column stands in a Stata file. */
export type Variable = {
  readonly column: OutputColumn;
  /** At most 32 letters, unique; the whole name stands in the label when it was cut. */
  readonly name: string;
  readonly kind: 'text' | 'byte' | 'long' | 'double';
  readonly code: number;
  readonly bytes: number;
  readonly format: string;
  readonly label: string;
  /** Words of a labelled byte, in order; value 1 is the first. */
  readonly labels: readonly string[] | null;
  readonly labelName: string;
};

const LONGEST_LABELLED = 90;
const encoder = new TextEncoder();

const uniqueName = (name: string, taken: Set<string>): string => {
  const plain = name.replaceAll(/\W/g, '_');
  let short = plain.slice(0, 32);
  for (let n = 2; taken.has(short); n += 1) short = `${plain.slice(0, 31 - String(n).length)}_${n}`;
  taken.add(short);
  return short;
};

const wordsOf = (column: OutputColumn, rows: readonly DtaRow[]): string[] | null => {
  if (column.type !== 'text' || column.labelled !== true) return null;
  const words = new Set<string>();
  for (const row of rows) {
    const value = row[column.name];
    if (typeof value === 'string') words.add(value);
    if (words.size > LONGEST_LABELLED) return null;
  }
  return [...words].sort();
};

const textWidth = (column: OutputColumn, rows: readonly DtaRow[]): number => {
  let width = 1;
  for (const row of rows) width = Math.max(width, encoder.encode(String(row[column.name] ?? '')).length);
  return Math.min(2045, width);
};

/** Types, widths, names and labels of the columns of a table. */
export const layout = (columns: readonly OutputColumn[], rows: readonly DtaRow[]): Variable[] => {
  const taken = new Set<string>();
  return columns.map((column): Variable => {
    const name = uniqueName(column.name, taken);
    const unit = column.unit === null ? '' : ` (${column.unit})`;
    const label = `${name === column.name ? '' : `${column.name}: `}${column.label}${unit}`;
    const labels = wordsOf(column, rows);
    const shared = { column, name, label, labels };
    if (labels !== null)
      return {
        ...shared,
        kind: 'byte',
        code: 65_530,
        bytes: 1,
        format: '%8.0g',
        labelName: uniqueName(`l_${name}`, new Set()),
      };
    if (column.type === 'text') {
      const bytes = textWidth(column, rows);
      return {
        ...shared,
        kind: 'text',
        code: bytes,
        bytes,
        format: `%-${Math.min(bytes, 80)}s`,
        labelName: '',
      };
    }
    const numbers = { ...shared, labelName: 'missing' };
    if (column.type === 'boolean')
      return { ...numbers, kind: 'byte', code: 65_530, bytes: 1, format: '%8.0g' };
    if (column.type === 'integer' || column.type === 'date')
      return {
        ...numbers,
        kind: 'long',
        code: 65_528,
        bytes: 4,
        format: column.type === 'date' ? '%td' : '%12.0g',
      };
    return {
      ...numbers,
      kind: 'double',
      code: 65_526,
      bytes: 8,
      format: column.type === 'instant' ? '%tc' : '%10.0g',
    };
  });
};
