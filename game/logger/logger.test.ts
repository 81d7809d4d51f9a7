import { cellToCenterChild, cellToLatLng, cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JokaError } from '../errors.ts';
import { dwellsOfPoints } from './dwells-of.ts';
import type { LoggerPoint } from './point.ts';
import { readLoggerFile } from './read-logger-file.ts';
import { weeklyRadius } from './weekly-radius.ts';

const AT = Date.parse('2026-11-02T08:00:00Z');
const HERE = { at: AT, lat: 50.42, lng: 2.78 };

describe('a person’s own location file', () => {
  it('is read in each of its forms, to the same position', () => {
    const gpx = `<?xml version="1.0"?><gpx version="1.1"><trk><trkseg>
      <trkpt lat="50.42" lon="2.78"><ele>30</ele><time>2026-11-02T08:00:00Z</time></trkpt></trkseg></trk></gpx>`;
    const csv = 'time;latitude;longitude;accuracy\n2026-11-02 08:00:00;50,42;2,78;12\n';
    const own =
      '{"_type":"location","tst":1793606400,"lat":50.42,"lon":2.78,"acc":12}\n{"_type":"lwt","tst":1}\n';
    const records =
      '{"locations":[{"timestamp":"2026-11-02T08:00:00Z","latitudeE7":504200000,"longitudeE7":27800000,"accuracy":12}]}';
    const timeline =
      '{"semanticSegments":[{"startTime":"a","timelinePath":[{"point":"50.42°, 2.78°","time":"2026-11-02T09:00:00.000+01:00"}]}]}';
    for (const [text, format, accuracyM] of [
      [gpx, 'gpx', null],
      [csv, 'csv', 12],
      [own, 'owntracks', 12],
      [records, 'google-records', 12],
      [timeline, 'google-timeline', null],
    ] as const)
      expect(readLoggerFile(text)).toEqual({ format, points: [{ ...HERE, accuracyM }], refused: [] });
  });

  it('keeps the good rows and says of each bad one where and why, never what it held', () => {
    const csv =
      'timestamp,lat,lon\n1793606400,50.42,2.78\nyesterday,50.42,2.78\n1793606401,95,2.78\n1793606402,0,0\n';
    const { points, refused } = readLoggerFile(csv);
    expect(points).toHaveLength(1);
    expect(refused).toEqual([
      { row: 2, field: 'time', code: 'LOGGER_ROW_INVALID' },
      { row: 3, field: 'lat', code: 'LOGGER_ROW_INVALID' },
      { row: 4, field: 'lng', code: 'LOGGER_ROW_INVALID' },
    ]);
  });

  it('answers anything else with one refusal', () => {
    const refusal = (text: string): unknown => {
      try {
        return readLoggerFile(text).format;
      } catch (error) {
        return error instanceof JokaError ? error.code : error;
      }
    };
    for (const text of ['', 'hello', '<html></html>', '{}', '[1,2]', 'a,b\n1,2', '{"locations":'])
      expect({ text, answer: refusal(text) }).toEqual({ text, answer: 'LOGGER_FORMAT_UNKNOWN' });
    const heads = constantFrom(
      '',
      '{',
      '[',
      '<?xml ?><gpx>',
      'time,lat,lon\n',
      '{"locations":[',
      '{"rawSignals":[',
    );
    assert(
      property(heads, string(), (head, rest) => {
        expect([
          'LOGGER_FORMAT_UNKNOWN',
          'gpx',
          'csv',
          'owntracks',
          'google-records',
          'google-timeline',
        ]).toContain(refusal(head + rest));
      }),
      { numRuns: 300, seed: 20261125 },
    );
  });
});

const HOME = latLngToCell(50.42, 2.78, 8);
const ZONE = new Set([HOME, gridDisk(HOME, 1)[1] ?? HOME]);
const point = (minutes: number, lat: number, lng: number): LoggerPoint => ({
  at: AT + minutes * 60_000,
  lat,
  lng,
  accuracyM: 8,
});

describe('what leaves of it', () => {
  it('is squares of resolution 11 and times; home is said, never where', () => {
    const dwells = dwellsOfPoints(
      [
        point(90, 50.5, 2.9),
        point(0, 50.42, 2.78),
        point(10, 50.4201, 2.7801),
        point(80, 50.5, 2.9),
        point(300, 50.5, 2.9),
      ],
      ZONE,
    );
    expect(dwells).toEqual([
      { cell: null, home: true, firstAt: AT, lastAt: AT + 600_000, n: 2, accuracy: 'fine' },
      {
        cell: latLngToCell(50.5, 2.9, 11),
        home: false,
        firstAt: AT + 80 * 60_000,
        lastAt: AT + 90 * 60_000,
        n: 2,
        accuracy: 'fine',
      },
      // three and a half hours nobody saw are no dwell
      expect.objectContaining({ firstAt: AT + 300 * 60_000, n: 1 }),
    ]);
  });

  it('says how wide a week was by the definition, and the same wherever in the zone the home is', () => {
    const away = latLngToCell(50.5, 2.9, 11);
    const [lat, lng] = cellToLatLng(away);
    const radiusFrom = (home: string): number | undefined => {
      const [a, b] = cellToLatLng(home);
      const stays = [point(0, a, b), point(10, a, b), point(20, lat, lng), point(30, lat, lng)];
      return weeklyRadius(dwellsOfPoints(stays, ZONE), ZONE, 'Europe/Paris')[0]?.rgKm;
    };
    const inside = gridDisk(cellToCenterChild(HOME, 11), 3);
    expect(inside.every((cell) => ZONE.has(cellToParent(cell, 8)))).toBe(true);
    const radii = new Set(inside.map(radiusFrom));
    expect(radii.size).toBe(1);
    // two places of equal time: half their distance, about 6 km, to a tenth
    const [radius] = radii;
    expect(radius).toBeGreaterThan(5);
    expect(radius).toBeLessThan(7);
    expect((radius ?? 0) * 10).toBeCloseTo(Math.round((radius ?? 0) * 10), 6);
  });
});
