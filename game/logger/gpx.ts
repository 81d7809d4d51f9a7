import { sortRows, type LoggerReading } from './point.ts';

const POINT = /<(trkpt|wpt|rtept)\b([^>]*?)(?:\/>|>([\s\S]*?)<\/\1>)/g;
const attribute = (text: string, name: string): number =>
  Number(new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(text)?.[1] ?? Number.NaN);

/** Track points, way points and route points of a GPX 1.0 or 1.1 file. `hdop` is no distance, so accuracy is unknown. */
export const readGpx = (text: string): LoggerReading =>
  sortRows(
    'gpx',
    [...text.matchAll(POINT)].map(([, , attributes = '', inside = '']) => ({
      at: Date.parse(/<time>\s*([^<]*?)\s*<\/time>/.exec(inside)?.[1] ?? ''),
      lat: attribute(attributes, 'lat'),
      lng: attribute(attributes, 'lon'),
    })),
  );
