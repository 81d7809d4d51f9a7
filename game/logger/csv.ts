import { sortRows, type LoggerReading } from './point.ts';

const NAMES = {
  time: ['time', 'timestamp', 'datetime', 'date_time', 'at', 'instant', 'utc', 'date', 'horodatage'],
  lat: ['lat', 'latitude', 'y'],
  lng: ['lon', 'lng', 'long', 'longitude', 'x'],
  accuracy: ['accuracy', 'hacc', 'horizontal_accuracy', 'precision'],
} as const;

const cells = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** Seconds or milliseconds since 1970, or ISO 8601; without an offset UTC, as loggers write it. */
export const instantOf = (text: string): number => {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (/^\d{12,13}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return Number.NaN;
  const iso = text.replace(' ', 'T').replace(/ (UTC|Z)$/, 'Z');
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) || iso.length <= 10 ? iso : `${iso}Z`);
};

/** The columns of a header, or null when it names no time, latitude or longitude. */
const columnsOf = (header: readonly string[]): Record<keyof typeof NAMES, number> | null => {
  const names = header.map((name) => name.toLowerCase().replace(/^\uFEFF/, ''));
  const of = (wanted: readonly string[]): number => names.findIndex((name) => wanted.includes(name));
  const [time, lat, lng] = [of(NAMES.time), of(NAMES.lat), of(NAMES.lng)];
  return time < 0 || lat < 0 || lng < 0 ? null : { time, lat, lng, accuracy: of(NAMES.accuracy) };
};

/** A table with a header line, whatever separates its cells; null when the header names no time and place. */
export const readCsv = (text: string): LoggerReading | null => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const delimiter = [';', '\t', ','].find((mark) => (lines[0] ?? '').includes(mark)) ?? ',';
  const columns = columnsOf(cells(lines[0] ?? '', delimiter));
  if (columns === null) return null;
  const number = (cell: string | undefined): number =>
    cell === undefined || cell === ''
      ? Number.NaN
      : Number(delimiter === ',' ? cell : cell.replace(',', '.'));
  return sortRows(
    'csv',
    lines.slice(1).map((line) => {
      const row = cells(line, delimiter);
      return {
        at: instantOf(row[columns.time] ?? ''),
        lat: number(row[columns.lat]),
        lng: number(row[columns.lng]),
        accuracyM: columns.accuracy < 0 ? null : number(row[columns.accuracy]),
      };
    }),
  );
};
