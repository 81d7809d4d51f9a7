/** One record of another format as text cells; `null` fields are left empty. */
export type PlainRecord = {
  readonly person?: string | null;
  readonly time: string | null;
  readonly lat?: number | string | null;
  readonly lng?: number | string | null;
  readonly accuracy?: number | string | null;
  readonly other?: string | null;
  readonly kind?: string | null;
  readonly direction?: string | null;
  readonly duration?: number | string | null;
};

export type RecordKind = 'positions' | 'contacts';

const COLUMNS: Readonly<Record<RecordKind, readonly (keyof PlainRecord)[]>> = {
  positions: ['person', 'time', 'lat', 'lng', 'accuracy'],
  contacts: ['person', 'other', 'time', 'kind', 'direction', 'duration'],
};

const cell = (value: number | string | null | undefined): string => {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Records as CSV with the columns that the reader knows by name; a column without any value is left out. */
export const recordsCsv = (kind: RecordKind, records: readonly PlainRecord[]): string => {
  const columns = COLUMNS[kind].filter((name) => records.some((record) => (record[name] ?? null) !== null));
  const lines = records.map((record) => columns.map((name) => cell(record[name])).join(','));
  return `${columns.join(',')}\n${lines.join('\n')}\n`;
};
