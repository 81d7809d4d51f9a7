import { JokaError } from '../../../game/errors.ts';
import { lambert93ToDegrees } from './lambert93.ts';
import { utmToDegrees } from './utm.ts';

/** How two numbers are a place. */
export type Crs =
  | { readonly kind: 'degrees' }
  | { readonly kind: 'lambert93' }
  | { readonly kind: 'utm'; readonly zone: number; readonly south: boolean };

/**
 * Reads `--crs`: `wgs84`, `lambert93`, `utm31n`, or `EPSG:4326`, `EPSG:2154`, `EPSG:32631`.
 * @throws JokaError LAB_FLAG_INVALID
 */
export const parseCrs = (text: string): Crs => {
  const name = text
    .toLowerCase()
    .replace(/^epsg:/, '')
    .replaceAll(/[\s_-]/g, '');
  if (['wgs84', '4326', 'degrees', 'rgf93', '4171'].includes(name)) return { kind: 'degrees' };
  if (['lambert93', 'l93', '2154'].includes(name)) return { kind: 'lambert93' };
  const utm = /^utm(\d{1,2})([ns])$/.exec(name) ?? /^32([67])(\d\d)$/.exec(name);
  const [, first = '', second = ''] = utm ?? [];
  const zone = Number(name.startsWith('utm') ? first : second);
  if (utm === null || zone < 1 || zone > 60)
    throw new JokaError('LAB_FLAG_INVALID', {
      flag: '--crs',
      value: text,
      expected: 'wgs84, lambert93, utm31n, EPSG:…',
    });
  return { kind: 'utm', zone, south: second === 's' || (!name.startsWith('utm') && first === '7') };
};

export const crsText = (crs: Crs): string =>
  crs.kind === 'utm'
    ? `UTM zone ${crs.zone}${crs.south ? 'S' : 'N'}`
    : crs.kind === 'lambert93'
      ? 'Lambert-93'
      : 'WGS84 degrees';

/** SQL of latitude and longitude in degrees from SQL of a northing (or latitude) and an easting (or longitude). */
export const toDegrees = (crs: Crs, north: string, east: string): { lat: string; lng: string } => {
  if (crs.kind === 'degrees') return { lat: north, lng: east };
  return crs.kind === 'lambert93'
    ? lambert93ToDegrees(east, north)
    : utmToDegrees(east, north, crs.zone, crs.south);
};
