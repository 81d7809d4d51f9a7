import { readFields, isObject } from '../row-reader.ts';
import type { RawObject } from '../row-reader.ts';

/** What we read of a job of the API; all else stays in the raw page. Absent is null. */
export type LbaJob = {
  readonly id: string;
  readonly partner: string | null;
  readonly siret: string | null;
  readonly employer: string | null;
  readonly address: string | null;
  /** WGS84 degrees; the API gives GeoJSON, longitude first. */
  readonly lat: number | null;
  readonly lng: number | null;
  readonly url: string | null;
  readonly phone: string | null;
  readonly start: string | null;
  readonly months: number | null;
  readonly types: readonly string[];
  readonly remote: string | null;
  readonly title: string;
  readonly romes: readonly string[];
  readonly description: string | null;
  readonly conditions: readonly string[];
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
  readonly posts: number | null;
};

const texts = (list: readonly unknown[]): string[] =>
  list
    .filter((value) => typeof value === 'string')
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** The API's own id, else the partner's beside its label: offers of France Travail have no own one. */
export const lbaId = (row: RawObject): string | null => {
  const found = row['identifier'];
  if (!isObject(found)) return null;
  const { id, partner_label: label, partner_job_id: job } = found;
  if (typeof id === 'string' && id !== '') return id;
  return typeof job === 'string' && job !== ''
    ? `${typeof label === 'string' ? label : 'partner'}:${job}`
    : null;
};

/** False for a job that says itself that it is filled or cancelled. */
export const isOpenJob = (row: RawObject): boolean => {
  const offer = row['offer'];
  const status = isObject(offer) ? offer['status'] : null;
  return status !== 'Filled' && status !== 'Cancelled';
};

/** Checks the fields we read of one job. @throws JokaError FEED_FIELD_* naming the field */
export const readLbaJob = (row: RawObject, place: string): LbaJob => {
  const top = readFields(row, place);
  const identifier = readFields(top.object('identifier'), `${place}.identifier`);
  const workplace = readFields(top.object('workplace'), `${place}.workplace`);
  const location = readFields(workplace.object('location'), `${place}.workplace.location`);
  const point = readFields(location.object('geopoint'), `${place}.workplace.location.geopoint`);
  const apply = readFields(top.object('apply'), `${place}.apply`);
  const contract = readFields(top.object('contract'), `${place}.contract`);
  const offer = readFields(top.object('offer'), `${place}.offer`);
  const publication = readFields(offer.object('publication'), `${place}.offer.publication`);
  const [lng = null, lat = null] = point
    .list('coordinates')
    .map((value) => (typeof value === 'number' ? value : null));
  return {
    id: lbaId(row) ?? identifier.needText('partner_job_id', 120),
    partner: identifier.text('partner_label', 120),
    siret: workplace.text('siret', 20),
    employer:
      workplace.text('brand', 300) ?? workplace.text('name', 300) ?? workplace.text('legal_name', 300),
    address: location.text('address', 300),
    lat,
    lng,
    url: apply.text('url'),
    phone: apply.text('phone', 60),
    start: contract.instant('start'),
    months: contract.number('duration'),
    types: texts(contract.list('type')),
    remote: contract.text('remote', 20),
    title: offer.needText('title', 500),
    romes: texts(offer.list('rome_codes')),
    description: offer.text('description', 60_000),
    conditions: texts(offer.list('access_conditions')),
    createdAt: publication.instant('creation'),
    expiresAt: publication.instant('expiration'),
    posts: offer.number('opening_count'),
  };
};
