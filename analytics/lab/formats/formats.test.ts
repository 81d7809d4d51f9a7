import { describe, expect, it } from 'vitest';
import { readJson } from './json.ts';
import { isPlt, readPlt } from './plt.ts';
import { recordsCsv } from './records.ts';
import { readGpx, readSmsBackup } from './xml.ts';

const json = (value: unknown): ReturnType<typeof readJson> => readJson(JSON.stringify(value));

describe('formats of positions', () => {
  it('GPX: track and way points with their time', () => {
    const gpx = `<?xml version="1.0"?><gpx version="1.1"><trk><name>Chez moi</name><trkseg><trkpt lat="50.1" lon="2.8"><ele>3</ele><time>2026-03-02T08:00:00Z</time></trkpt>
      <trkpt lat="50.2" lon="2.9"></trkpt></trkseg></trk></gpx>`;
    expect(readGpx(gpx)).toEqual([
      { lat: '50.1', lng: '2.8', time: '2026-03-02T08:00:00Z' },
      { lat: '50.2', lng: '2.9', time: null },
    ]);
  });

  it('Geolife PLT', () => {
    const plt = `Geolife trajectory\nWGS 84\nAltitude is in Feet\nReserved 3\n0,2,255,My Track\n0\n39.9,116.3,0,492,39744.1,2008-10-23,02:53:04\n`;
    expect(isPlt(plt)).toBe(true);
    expect(readPlt(plt)).toEqual([{ lat: '39.9', lng: '116.3', time: '2008-10-23T02:53:04Z' }]);
  });

  it('Google Records and Semantic Location History', () => {
    const records = json({
      locations: [
        { latitudeE7: 504291000, longitudeE7: 28318000, accuracy: 12, timestamp: '2026-03-02T08:00:00Z' },
      ],
    });
    expect(records).toEqual({
      format: 'Google Records',
      records: [{ time: '2026-03-02T08:00:00Z', lat: 50.4291, lng: 2.8318, accuracy: '12' }],
    });
    const visit = {
      location: { latitudeE7: 504291000, longitudeE7: 28318000, address: 'secret' },
      duration: { startTimestamp: 'a', endTimestamp: 'b' },
    };
    expect(json({ timelineObjects: [{ placeVisit: visit }, { activitySegment: {} }] })?.records).toEqual([
      { time: 'a', lat: 50.4291, lng: 2.8318 },
      { time: 'b', lat: 50.4291, lng: 2.8318 },
    ]);
  });

  it('Android Timeline and iOS location history', () => {
    const android = json({
      semanticSegments: [
        {
          startTime: 's',
          endTime: 'e',
          visit: { topCandidate: { placeLocation: { latLng: '50.4°, 2.8°' } } },
        },
        { timelinePath: [{ point: '50.5°, -2.9°', time: 't' }] },
      ],
      rawSignals: [
        { position: { LatLng: '50.6°, 2.7°', accuracyMeters: 5, timestamp: 'r' } },
        { wifiScan: {} },
      ],
    });
    expect(android?.records.map(({ time, lat, lng }) => [time, lat, lng])).toEqual([
      ['s', '50.4', '2.8'],
      ['e', '50.4', '2.8'],
      ['t', '50.5', '-2.9'],
      ['r', '50.6', '2.7'],
    ]);
    const ios = json([
      {
        startTime: '2026-03-02T08:00:00Z',
        endTime: 'e',
        timelinePath: [{ point: 'geo:50.4,2.8', durationMinutesOffsetFromStartTime: '5' }],
      },
    ]);
    expect(ios).toEqual({
      format: 'iOS location history',
      records: [{ time: '2026-03-02T08:05:00.000Z', lat: '50.4', lng: '2.8' }],
    });
  });

  it('GeoJSON and OwnTracks, as a list or as the recorder’s lines', () => {
    const feature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [2.8, 50.4] },
      properties: { uid: 7, time: 't' },
    };
    expect(json({ type: 'FeatureCollection', features: [feature] })?.records).toEqual([
      { person: '7', time: 't', lat: '50.4', lng: '2.8', accuracy: null },
    ]);
    const at = { _type: 'location', tst: 1772438400, lat: 50.4, lon: 2.8, acc: 9 };
    const expected = [{ time: '1772438400', lat: '50.4', lng: '2.8', accuracy: '9' }];
    expect(json([at, { _type: 'lwt' }])?.records).toEqual(expected);
    expect(readJson(`2026-03-02T08:00:00Z\t*\t${JSON.stringify(at)}\n`)?.records).toEqual(expected);
    expect(json({ anything: 1 })).toBeNull();
  });
});

describe('formats of contacts', () => {
  it('SMS backup: numbers, times, direction; never what was written', () => {
    const xml = `<smses count="2"><sms address="+33600000001" date="1772438400000" type="2" body="je t'aime"/><call number="0600000002" date="1772438500000" type="1" duration="61"/></smses>`;
    const records = readSmsBackup(xml);
    expect(records).toEqual([
      { other: '+33600000001', time: '1772438400000', kind: 'text', direction: 'out', duration: null },
      { other: '0600000002', time: '1772438500000', kind: 'call', direction: 'in', duration: '61' },
    ]);
    expect(recordsCsv('contacts', records)).toBe(
      'other,time,kind,direction,duration\n+33600000001,1772438400000,text,out,\n0600000002,1772438500000,call,in,61\n',
    );
  });
});
