import { MISSING_LABELS, type OutputTable } from './columns.ts';

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The codebook as CSV: one line per table and column, in their order. */
export const codebookCsv = (tables: readonly OutputTable[]): string => {
  const missing = Object.entries(MISSING_LABELS)
    .map(([letter, meaning]) => `.${letter} ${meaning}`)
    .join('; ');
  const lines = tables.flatMap((table) =>
    table.columns.map((column) =>
      [
        table.name,
        column.name,
        column.type,
        column.unit ?? '',
        column.label,
        column.parameters ?? '',
        column.source ?? '',
        column.reason ?? '',
        column.type === 'text' ? '' : missing,
        table.key.includes(column.name) ? 'key' : '',
      ]
        .map(cell)
        .join(','),
    ),
  );
  return `table,column,type,unit,meaning,parameters,source,reason_column,missing_codes_dta,role\n${lines.join('\n')}\n`;
};
