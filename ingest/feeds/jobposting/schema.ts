import { JokaError } from '../../../game/errors.ts';
import { readInstant } from '../mapped/instants.ts';
import { textAt } from '../mapped/paths.ts';
import { isObject } from '../row-reader.ts';
import type { RawObject } from '../row-reader.ts';

/** One place of a posting. */
export type PostingPlace = {
  readonly street: string | null;
  readonly city: string | null;
  readonly postalCode: string | null;
  readonly region: string | null;
  readonly country: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
};

/** What we read of a JobPosting. Absent is null. */
export type Posting = {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly employer: string | null;
  readonly types: readonly string[];
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
  readonly url: string | null;
  readonly hours: string | null;
  readonly pay: { min: number; max: number; unit: string | null } | null;
  readonly payText: string | null;
  readonly remote: boolean;
  readonly posts: number | null;
  readonly experience: string | null;
  readonly industry: string | null;
  readonly places: readonly PostingPlace[];
};

const objects = (value: unknown): RawObject[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isObject);

const figure = (value: unknown): number | null => {
  const n =
    typeof value === 'number'
      ? value
      : Number(
          typeof value === 'string'
            ? value.replaceAll(/[\s\u00A0\u202F]/g, '').replace(',', '.')
            : Number.NaN,
        );
  return Number.isFinite(n) && n > 0 ? n : null;
};

/** `identifier` as a text or a PropertyValue; null without one. */
export const postingId = (row: RawObject): string | null => {
  const said = isObject(row['identifier']) ? textAt(row, 'identifier/value') : textAt(row, 'identifier');
  return said ?? textAt(row, '@id') ?? textAt(row, 'url');
};

const placesOf = (row: RawObject): PostingPlace[] =>
  objects(row['jobLocation']).map((place) => {
    const address = isObject(place['address']) ? place['address'] : {};
    const line = typeof place['address'] === 'string' ? place['address'] : null;
    const split = /^(.*?)[,\s]*\b(\d{5})\s+(.+)$/.exec(line ?? '');
    return {
      street: textAt(address, 'streetAddress') ?? split?.[1]?.trim() ?? null,
      city: textAt(address, 'addressLocality') ?? split?.[3] ?? line,
      postalCode:
        /\b\d{4,5}\b/.exec(textAt(address, 'postalCode') ?? split?.[2] ?? '')?.[0]?.padStart(5, '0') ?? null,
      region: textAt(address, 'addressRegion'),
      country: textAt(address, 'addressCountry/name') ?? textAt(address, 'addressCountry'),
      lat: numberAt(place, 'latitude'),
      lng: numberAt(place, 'longitude'),
    };
  });

const numberAt = (place: RawObject, name: 'latitude' | 'longitude'): number | null => {
  const n = Number((textAt(place, `geo/${name}`) ?? textAt(place, name) ?? 'none').replace(',', '.'));
  return Number.isFinite(n) ? n : null;
};

const payOf = (row: RawObject): Pick<Posting, 'pay' | 'payText'> => {
  const base = row['baseSalary'];
  const money = objects(base)[0];
  if (!money)
    return { pay: null, payText: typeof base === 'string' || typeof base === 'number' ? String(base) : null };
  const value = isObject(money['value']) ? money['value'] : money;
  const min = figure(value['minValue']) ?? figure(value['value']) ?? figure(money['value']);
  const max = figure(value['maxValue']) ?? min;
  const currency = textAt(money, 'currency') ?? 'EUR';
  if (min === null || max === null || currency !== 'EUR') return { pay: null, payText: null };
  return {
    pay: { min: Math.min(min, max), max: Math.max(min, max), unit: textAt(value, 'unitText') },
    payText: null,
  };
};

/** Checks the fields we read of one posting. @param page address of the page it stood on @throws JokaError FEED_FIELD_* */
export const readPosting = (row: RawObject, place: string, page: string | null): Posting => {
  const instant = (field: string): string | null => {
    const found = textAt(row, field);
    if (found === null) return null;
    const read = readInstant(found, ['iso', 'rfc822'], 'Europe/Paris');
    if (read === null) throw new JokaError('FEED_FIELD_DATE', { place: `${place}.${field}` });
    return read;
  };
  const title = textAt(row, 'title') ?? textAt(row, 'name');
  if (title === null) throw new JokaError('FEED_FIELD_MISSING', { place: `${place}.title` });
  const description = textAt(row, 'description');
  if ((description?.length ?? 0) > 60_000)
    throw new JokaError('FEED_FIELD_TOO_LONG', {
      place: `${place}.description`,
      length: description?.length ?? 0,
      limit: 60_000,
    });
  const employer = textAt(row, 'hiringOrganization/name') ?? textAt(row, 'hiringOrganization');
  const places = placesOf(row);
  // examples and small sites name nothing: the posting is then known by what it says
  const id = postingId(row) ?? page ?? ['content', title, employer ?? '', places[0]?.city ?? ''].join('\n');
  return {
    id,
    title: title.slice(0, 500).replaceAll('\0', ''),
    description: description?.replaceAll('\0', '') ?? null,
    employer: employer === null || /^confidenti[ae]l$/i.test(employer) ? null : employer,
    types: [row['employmentType']]
      .flat()
      .filter((type) => typeof type === 'string')
      .flatMap((type) => type.split(/\s*,\s*/)),
    createdAt: instant('datePosted'),
    expiresAt: instant('validThrough'),
    url: textAt(row, 'url') ?? page,
    hours: textAt(row, 'workHours'),
    ...payOf(row),
    remote: textAt(row, 'jobLocationType') === 'TELECOMMUTE',
    posts: figure(row['totalJobOpenings']),
    experience:
      textAt(row, 'experienceRequirements/monthsOfExperience') ?? textAt(row, 'experienceRequirements'),
    industry: textAt(row, 'industry') ?? textAt(row, 'occupationalCategory'),
    places,
  };
};
