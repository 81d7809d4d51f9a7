/** A position of a person's own file. Instant in milliseconds UTC, WGS84 degrees. It never leaves where it was read. */
export type LoggerPoint = {
  readonly at: number;
  readonly lat: number;
  readonly lng: number;
  /** Radius in metres as the file says it, null when it does not. */
  readonly accuracyM: number | null;
};

/** A row of the file that is no position: where and why. Never its value, which may be a place. */
export type LoggerRefusal = {
  readonly row: number;
  readonly field: 'time' | 'lat' | 'lng' | 'row';
  readonly code: 'LOGGER_ROW_INVALID';
};

export type LoggerFormat = 'gpx' | 'csv' | 'owntracks' | 'google-records' | 'google-timeline';

/** What a file held: positions in the file's order, rows that could not be used. */
export type LoggerReading = {
  readonly format: LoggerFormat;
  readonly points: readonly LoggerPoint[];
  readonly refused: readonly LoggerRefusal[];
};

/** One row as a format gives it: numbers may be NaN where the text was none. */
export type LoggerRow = { at: number; lat: number; lng: number; accuracyM?: number | null };

/** The field that makes a row no position, or null. */
export const faultOf = ({ at, lat, lng }: LoggerRow): LoggerRefusal['field'] | null => {
  if (!Number.isFinite(at) || at < 0) return 'time';
  if (!(Math.abs(lat) <= 90)) return 'lat';
  if (!(Math.abs(lng) <= 180) || (lat === 0 && lng === 0)) return 'lng';
  return null;
};

/** Sorts a file's rows into positions and refusals; rows are counted from 1. */
export const sortRows = (format: LoggerFormat, rows: readonly LoggerRow[]): LoggerReading => {
  const points: LoggerPoint[] = [];
  const refused: LoggerRefusal[] = [];
  for (const [i, row] of rows.entries()) {
    const field = faultOf(row);
    if (field !== null) refused.push({ row: i + 1, field, code: 'LOGGER_ROW_INVALID' });
    else {
      const { at, lat, lng, accuracyM = null } = row;
      points.push({
        at,
        lat,
        lng,
        accuracyM: accuracyM !== null && Number.isFinite(accuracyM) ? accuracyM : null,
      });
    }
  }
  return { format, points, refused };
};
