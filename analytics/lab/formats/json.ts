import type { PlainRecord } from './records.ts';

type Json = Readonly<Record<string, unknown>>;
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];
const text = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;
const e7 = (value: unknown): number | null => (typeof value === 'number' ? value / 1e7 : null);

/** "50.43°, 2.83°" (Android Timeline) or "geo:50.43,2.83" (iOS): latitude and longitude. */
const pair = (value: unknown): { lat: string; lng: string } | null => {
  const found = /(-?\d+(?:\.\d+)?)[°\s]*,\s*(-?\d+(?:\.\d+)?)/.exec(text(value) ?? '');
  return found === null ? null : { lat: found[1] ?? '', lng: found[2] ?? '' };
};

/** Google Takeout `Records.json`: every position the phone sent. */
const googleRecords = (json: Json): PlainRecord[] =>
  list(json['locations']).map((one) => {
    const { latitudeE7, longitudeE7, accuracy, timestamp, timestampMs } = object(one);
    return {
      time: text(timestamp) ?? text(timestampMs),
      lat: e7(latitudeE7),
      lng: e7(longitudeE7),
      accuracy: text(accuracy),
    };
  });

/** Google Takeout Semantic Location History: a visit gives its place at both ends. */
const semantic = (json: Json): PlainRecord[] =>
  list(json['timelineObjects']).flatMap((one) => {
    const visit = object(object(one)['placeVisit']);
    const duration = object(visit['duration']);
    const at = object(visit['location']);
    return ['start', 'end'].flatMap((side) => {
      const time = text(duration[`${side}Timestamp`]) ?? text(duration[`${side}TimestampMs`]);
      return time === null ? [] : [{ time, lat: e7(at['latitudeE7']), lng: e7(at['longitudeE7']) }];
    });
  });

/** Android `Timeline.json`: visits at both ends, points of paths, raw positions. */
const androidTimeline = (json: Json): PlainRecord[] => [
  ...list(json['semanticSegments']).flatMap((one) => {
    const segment = object(one);
    const path = list(segment['timelinePath']).map((point) => ({
      time: text(object(point)['time']),
      ...pair(object(point)['point']),
    }));
    const place = pair(object(object(object(segment['visit'])['topCandidate'])['placeLocation'])['latLng']);
    const ends =
      place === null ? [] : ['startTime', 'endTime'].map((side) => ({ time: text(segment[side]), ...place }));
    return [...path, ...ends];
  }),
  ...list(json['rawSignals']).flatMap((one) => {
    const position = object(object(one)['position']);
    const place = pair(position['LatLng'] ?? position['latLng']);
    return place === null
      ? []
      : [{ time: text(position['timestamp']), ...place, accuracy: text(position['accuracyMeters']) }];
  }),
];

/** iOS `location-history.json`: a list of visits and paths; minutes of a path count from its beginning. */
const iosHistory = (all: readonly unknown[]): PlainRecord[] =>
  all.flatMap((one) => {
    const segment = object(one);
    const place = pair(object(object(segment['visit'])['topCandidate'])['placeLocation']);
    const begun = Date.parse(text(segment['startTime']) ?? '');
    const path = list(segment['timelinePath']).map((point) => {
      const minutes = Number(object(point)['durationMinutesOffsetFromStartTime']);
      const at = begun + minutes * 60_000;
      return { time: Number.isNaN(at) ? null : new Date(at).toISOString(), ...pair(object(point)['point']) };
    });
    const ends =
      place === null ? [] : ['startTime', 'endTime'].map((side) => ({ time: text(segment[side]), ...place }));
    return [...path, ...ends];
  });

/** GeoJSON points with a time among their properties. */
const geoJson = (json: Json): PlainRecord[] =>
  list(json['features']).flatMap((one) => {
    const { geometry, properties } = object(one);
    const { type, coordinates } = object(geometry);
    const known = object(properties);
    const field = (names: readonly string[]): unknown =>
      names.map((name) => known[name]).find((value) => value !== undefined);
    if (type !== 'Point') return [];
    const [lng, lat] = list(coordinates);
    return [
      {
        person: text(field(['person', 'uid', 'user', 'user_id', 'id', 'device'])),
        time: text(field(['time', 'timestamp', 'datetime', 'date', 'at'])),
        lat: text(lat),
        lng: text(lng),
        accuracy: text(field(['accuracy', 'accuracy_m', 'acc'])),
      },
    ];
  });

const ownTracks = (all: readonly unknown[]): PlainRecord[] =>
  all.flatMap((one) => {
    const { _type: type, tst, lat, lon, acc } = object(one);
    return type === 'location' || (type === undefined && tst !== undefined)
      ? [{ time: text(tst), lat: text(lat), lng: text(lon), accuracy: text(acc) }]
      : [];
  });

/** Positions of a JSON text of a known history, and what it is; null when it is none of them. */
export const readJson = (
  content: string,
): { readonly format: string; readonly records: PlainRecord[] } | null => {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return readLines(content);
  }
  if (Array.isArray(json)) {
    const first = object(json[0]);
    if (
      first['visit'] !== undefined ||
      first['timelinePath'] !== undefined ||
      first['activity'] !== undefined
    )
      return { format: 'iOS location history', records: iosHistory(json) };
    return { format: 'OwnTracks', records: ownTracks(json) };
  }
  const whole = object(json);
  if (whole['locations'] !== undefined) return { format: 'Google Records', records: googleRecords(whole) };
  if (whole['timelineObjects'] !== undefined)
    return { format: 'Google Semantic Location History', records: semantic(whole) };
  if (whole['semanticSegments'] !== undefined || whole['rawSignals'] !== undefined)
    return { format: 'Android Timeline', records: androidTimeline(whole) };
  if (whole['features'] !== undefined) return { format: 'GeoJSON', records: geoJson(whole) };
  if (whole['_type'] !== undefined) return { format: 'OwnTracks', records: ownTracks([whole]) };
  const data = whole['data'];
  return Array.isArray(data) ? { format: 'OwnTracks', records: ownTracks(data) } : null;
};

/** OwnTracks' recorder writes one line per message: instant, a tab, `*`, a tab, the JSON. */
const readLines = (content: string): { format: string; records: PlainRecord[] } | null => {
  const found = content.split('\n').flatMap((line) => {
    const at = line.indexOf('{');
    if (at < 0) return [];
    try {
      return [JSON.parse(line.slice(at)) as unknown];
    } catch {
      return [];
    }
  });
  return found.length === 0 ? null : { format: 'OwnTracks', records: ownTracks(found) };
};
