/** SQL of a number written with a point or a comma, spaces between thousands allowed; null when it is none. */
export const numberSql = (column: string): string =>
  `TRY_CAST(replace(replace(replace(trim(${column}), ' ', ''), '\u00A0', ''), ',', '.') AS DOUBLE)`;

export const sqlText = (value: string): string => `'${value.replaceAll("'", "''")}'`;
export const sqlName = (value: string): string => `"${value.replaceAll('"', '""')}"`;
