import { createHash } from 'node:crypto';
import type { Contract, Kind, SalaryUnit } from '../../../game/offer.ts';
import type { OfferDraft } from '../../offers/draft.ts';
import { foldText } from '../../places/names.ts';
import { contractOfWords } from '../contract-words.ts';
import { draftOf, romeOf, webAddress } from '../stated.ts';
import type { Posting, PostingPlace } from './schema.ts';

/** Changes whenever the same row would give another offer; kept with each run. */
export const MAPPER_VERSION = 'jobposting-1';

/** `FULL_TIME` and `PART_TIME` say nothing of the contract. */
const TYPES: Readonly<Record<string, { contract: Contract; kind: Kind | null }>> = {
  TEMPORARY: { contract: 'cdd', kind: 'job' },
  CONTRACTOR: { contract: 'other', kind: 'self-employed' },
  INTERN: { contract: 'internship', kind: 'internship' },
  VOLUNTEER: { contract: 'other', kind: 'volunteering' },
};

const UNITS: Readonly<Record<string, SalaryUnit>> = {
  HOUR: 'hour',
  DAY: 'day',
  MONTH: 'month',
  YEAR: 'year',
};
const WORDS = { hour: 'par heure', day: 'par jour', month: 'par mois', year: 'par an', other: '' } as const;

const contractOf = ({ types, title }: Posting): { contract: Contract; kind: Kind | null } => {
  for (const type of types) {
    const known = TYPES[type.toUpperCase().replaceAll(/[\s-]/g, '_')];
    if (known) return known;
    const contract = contractOfWords(type);
    if (contract !== null) return { contract, kind: null };
  }
  return { contract: contractOfWords(title) ?? 'other', kind: null };
};

const partTimeOf = (types: readonly string[]): boolean | null => {
  const folded = types.map((type) => foldText(type));
  if (folded.some((type) => type === 'part time')) return true;
  return folded.some((type) => type === 'full time') ? false : null;
};

const labelOf = (place: PostingPlace): string | null => {
  if (place.city === null) return place.region;
  return place.postalCode === null ? place.city : `${place.postalCode.slice(0, 2)} - ${place.city}`;
};

/** Ids are the site's own where they are short; an address that stands in for one is hashed. */
export const keyOf = (id: string): string =>
  /^https?:|^content\n/.test(id) || id.length > 80
    ? createHash('sha256').update(id).digest('hex').slice(0, 24)
    : id;

const NOWHERE: PostingPlace = {
  street: null,
  city: null,
  postalCode: null,
  region: null,
  country: null,
  lat: null,
  lng: null,
};

const draftAt = (posting: Posting, place: PostingPlace, id: string): OfferDraft => {
  const { contract, kind } = contractOf(posting);
  const unit = UNITS[(posting.pay?.unit ?? '').toUpperCase()] ?? 'other';
  const { pay } = posting;
  const link = webAddress(posting.url);
  const partTime = partTimeOf(posting.types);
  return draftOf({
    id,
    title: posting.title,
    description: posting.description,
    employer: posting.employer,
    contract,
    rome: romeOf(posting.industry),
    trade: posting.industry,
    hours: posting.hours,
    salary:
      pay === null
        ? posting.payText
        : `${pay.min === pay.max ? pay.min : `${pay.min} à ${pay.max}`} euros ${WORDS[unit]}`.trim(),
    beginner: null,
    place: {
      label: labelOf(place),
      commune: null,
      postalCode: place.postalCode,
      lat: place.lat,
      lng: place.lng,
      address: place.street,
      ...(place.street !== null && /^\d/.test(place.street) ? { pointOf: 'address' as const } : {}),
    },
    url: posting.url,
    createdAt: posting.createdAt,
    updatedAt: null,
    person: null,
    contactLines: [],
    facts: {
      ...(kind === null ? {} : { kind }),
      ...(partTime === null ? {} : { partTime }),
      ...(pay === null || unit === 'other'
        ? {}
        : { salaryMin: pay.min, salaryMax: pay.max, salaryUnit: unit }),
      ...(posting.expiresAt === null ? {} : { expiresAt: posting.expiresAt }),
      ...(posting.remote ? { remote: 'full' as const } : {}),
      ...(posting.posts === null ? {} : { posts: Math.floor(posting.posts) }),
      ...(link === null ? {} : { links: [link] }),
    },
  });
};

/** One checked posting in our words, once per place: the first keeps the posting's id, others add theirs. Pure. */
export const mapPosting = (posting: Posting): OfferDraft[] => {
  const base = keyOf(posting.id);
  const places = posting.places.length === 0 ? [NOWHERE] : posting.places;
  const taken = new Set<string>();
  return places.flatMap((place, i) => {
    const where = foldText(`${place.postalCode ?? ''} ${place.city ?? ''} ${place.street ?? ''}`).replaceAll(
      ' ',
      '-',
    );
    if (taken.has(where)) return [];
    taken.add(where);
    return [draftAt(posting, place, i === 0 ? base : `${base}@${where.slice(0, 40)}`)];
  });
};
