import { JokaError } from '../../../game/errors.ts';
import { textAt } from '../mapped/paths.ts';
import { readInstant } from '../mapped/instants.ts';
import { isObject } from '../row-reader.ts';
import type { RawObject } from '../row-reader.ts';

/** One place of a mission. Coordinates in degrees as given. */
export type MissionPlace = {
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly department: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
};

/** What we read of a mission, from the API's JSON or a partner's XML. Absent is null. */
export type Mission = {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly organisation: string | null;
  readonly type: string | null;
  readonly domain: string | null;
  readonly schedule: string | null;
  readonly pay: string | null;
  readonly url: string | null;
  readonly createdAt: string | null;
  readonly startDate: string | null;
  readonly expiresAt: string | null;
  readonly months: number | null;
  readonly posts: number | null;
  readonly remote: string | null;
  readonly minors: string | null;
  readonly accessible: string | null;
  readonly publisher: string | null;
  readonly places: readonly MissionPlace[];
};

/** ISO in the API; month first in partners' XML, which is how API Engagement itself reads it. */
const FORMATS = ['iso', 'MM/dd/yyyy', 'rfc822'];

const figure = (text: string | null): number | null => {
  const value = Number((text ?? '').replace(',', '.'));
  return text !== null && Number.isFinite(value) ? value : null;
};

/** Rows the API lists although they are refused or gone. */
export const isOpenMission = (row: RawObject): boolean =>
  textAt(row, 'statusCode') !== 'REFUSED' && textAt(row, 'deletedAt') === null;

export const missionId = (row: RawObject): string | null =>
  textAt(row, '_id') ?? textAt(row, 'id') ?? textAt(row, 'clientId');

const placeOf = (row: RawObject): MissionPlace => {
  const code = /\d{4,5}/.exec(textAt(row, 'postalCode') ?? '')?.[0]?.padStart(5, '0') ?? null;
  // `lonLat` comes in either order; the commune tells which
  const pair = (textAt(row, 'lonLat') ?? textAt(row, 'lonlat'))?.split(',') ?? [];
  return {
    street: textAt(row, 'street') ?? textAt(row, 'address') ?? textAt(row, 'adresse'),
    postalCode: code,
    city: textAt(row, 'city'),
    department: textAt(row, 'departmentCode'),
    lat: figure(textAt(row, 'location/lat') ?? pair[1] ?? null),
    lng: figure(textAt(row, 'location/lon') ?? pair[0] ?? null),
  };
};

/** `addresses` is a list in JSON, `addresses/address` one or several elements in XML, or the fields stand flat. */
const placesOf = (row: RawObject): MissionPlace[] => {
  const { addresses } = row;
  const list = isObject(addresses) ? addresses['address'] : addresses;
  const found = (Array.isArray(list) ? (list as unknown[]) : [list]).filter(isObject).map(placeOf);
  return found.length > 0 ? found : [placeOf(row)];
};

/** Checks the fields we read of one mission. @throws JokaError FEED_FIELD_* naming the field */
export const readMission = (row: RawObject, place: string): Mission => {
  const at = (field: string): string | null =>
    textAt(row, field)?.slice(0, 60_000).replaceAll('\0', '') ?? null;
  const need = (field: string, found: string | null): string => {
    if (found === null) throw new JokaError('FEED_FIELD_MISSING', { place: `${place}.${field}` });
    return found;
  };
  const instant = (field: string): string | null => {
    const found = at(field);
    if (found === null) return null;
    const read = readInstant(found, FORMATS, 'Europe/Paris');
    if (read === null) throw new JokaError('FEED_FIELD_DATE', { place: `${place}.${field}` });
    return read;
  };
  const day = (field: string): string | null => {
    const found = at(field);
    return found === null ? null : (readInstant(found, FORMATS, 'UTC')?.slice(0, 10) ?? null);
  };
  const amount = figure(at('compensationAmount'));
  if (amount !== null && amount < 0)
    throw new JokaError('FEED_FIELD_TYPE', {
      place: `${place}.compensationAmount`,
      expected: 'an amount of 0 or more',
      found: 'a negative one',
    });
  return {
    id: need('clientId', missionId(row)),
    title: need('title', at('title')).slice(0, 500),
    description: at('descriptionHtml') ?? at('description'),
    organisation: at('organizationName') ?? at('associationName'),
    type: at('type'),
    domain: at('activity') ?? at('domain'),
    schedule: at('schedule'),
    pay:
      amount === null || amount === 0
        ? null
        : `${amount} euros ${at('compensationUnit') ?? ''} ${at('compensationType') ?? ''}`.trim(),
    url: at('applicationUrl'),
    createdAt: instant('postedAt'),
    startDate: day('startAt'),
    expiresAt: instant('endAt'),
    months: figure(at('duration')),
    posts: figure(at('places')),
    remote: at('remote'),
    minors: at('openToMinors'),
    accessible: at('reducedMobilityAccessible'),
    publisher: at('publisherName'),
    places: placesOf(row),
  };
};
