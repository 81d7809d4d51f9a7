/** One row of a list, flat: what `--json` prints as one line, and a table as cells. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

const cell = (value: Row[string] | undefined): string =>
  value === null || value === undefined ? '-' : String(value);

/** One JSON document per call, for `--json` on a single thing. */
export const printJson = (value: unknown): void => console.log(JSON.stringify(value));

/**
 * A list: one JSON line per row with `json`, else columns aligned under their names, and `empty` when there is none.
 */
export const printRows = (
  rows: readonly Row[],
  options: { json?: boolean | undefined; empty?: string },
): void => {
  if (options.json === true) {
    for (const row of rows) printJson(row);
    return;
  }
  const [first] = rows;
  if (first === undefined) {
    console.log(options.empty ?? 'nothing');
    return;
  }
  const names = Object.keys(first);
  const lines = [names, ...rows.map((row) => names.map((name) => cell(row[name])))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  for (const line of lines)
    console.log(
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
};

/** Bytes as a person reads them. */
export const humanBytes = (bytes: number): string => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let left = bytes;
  let unit = 0;
  while (left >= 1000 && unit < units.length - 1) {
    left /= 1000;
    unit += 1;
  }
  return `${left < 10 && unit > 0 ? left.toFixed(1) : Math.round(left)} ${units[unit]}`;
};
