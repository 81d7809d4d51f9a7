import { sortRows, type LoggerReading, type LoggerRow } from './point.ts';

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);
const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
const instant = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);

/** OwnTracks: objects of `_type` location, `tst` in seconds; other messages are no rows of positions. */
const ownTracks = (rows: readonly Loose[]): LoggerReading =>
  sortRows(
    'owntracks',
    rows
      .filter((row) => row['_type'] === 'location')
      .map((row) => ({
        at: number(row['tst']) * 1000,
        lat: number(row['lat']),
        lng: number(row['lon']),
        accuracyM: number(row['acc']),
      })),
  );

/** Google Takeout's Records.json: `locations` with degrees times 1e7. */
const records = (rows: readonly Loose[]): LoggerReading =>
  sortRows(
    'google-records',
    rows.map((row) => ({
      at: typeof row['timestampMs'] === 'string' ? Number(row['timestampMs']) : instant(row['timestamp']),
      lat: number(row['latitudeE7']) / 1e7,
      lng: number(row['longitudeE7']) / 1e7,
      accuracyM: number(row['accuracy']),
    })),
  );

/** `48.85°, 2.35°` or `geo:48.85,2.35`. */
const degrees = (value: unknown): { lat: number; lng: number } => {
  const match = typeof value === 'string' ? /(-?\d+(?:\.\d+)?)°?\s*,\s*(-?\d+(?:\.\d+)?)/.exec(value) : null;
  return { lat: Number(match?.[1] ?? Number.NaN), lng: Number(match?.[2] ?? Number.NaN) };
};

/** A phone's own Timeline.json: raw positions where there are, and the points of paths and visits. */
const timeline = (root: Loose): LoggerReading => {
  const rows: LoggerRow[] = [];
  for (const signal of list(root['rawSignals'])) {
    const { position } = signal;
    if (!isObject(position)) continue;
    rows.push({
      at: instant(position['timestamp']),
      ...degrees(position['LatLng'] ?? position['latLng']),
      accuracyM: number(position['accuracyMeters']),
    });
  }
  for (const segment of list(root['semanticSegments'])) {
    for (const point of list(segment['timelinePath']))
      rows.push({ at: instant(point['time']), ...degrees(point['point']) });
    const { visit } = segment;
    const top = isObject(visit) ? visit['topCandidate'] : undefined;
    if (!isObject(top)) continue;
    const { placeLocation } = top;
    const at = degrees(isObject(placeLocation) ? placeLocation['latLng'] : placeLocation);
    rows.push({ at: instant(segment['startTime']), ...at }, { at: instant(segment['endTime']), ...at });
  }
  return sortRows('google-timeline', rows);
};

/** OwnTracks, Google Records.json or a phone's Timeline.json; null when the text is none of them. */
export const readJson = (text: string): LoggerReading | null => {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    // OwnTracks recorders write one object a line.
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    try {
      root = lines.map((line): unknown => JSON.parse(line.slice(Math.max(0, line.indexOf('{')))));
    } catch {
      return null;
    }
  }
  if (isObject(root) && Array.isArray(root['locations'])) return records(list(root['locations']));
  if (isObject(root) && (Array.isArray(root['semanticSegments']) || Array.isArray(root['rawSignals'])))
    return timeline(root);
  const messages = isObject(root) ? ('data' in root ? list(root['data']) : [root]) : list(root);
  return messages.some((row) => row['_type'] === 'location') ? ownTracks(messages) : null;
};
