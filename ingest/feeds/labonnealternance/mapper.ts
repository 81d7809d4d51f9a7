import type { OfferDraft } from '../../offers/draft.ts';
import type { Remote } from '../../../game/offer.ts';
import { draftOf, romeOf, webAddress } from '../stated.ts';
import type { LbaJob } from './schema.ts';

/** Changes whenever the same row would give another offer; kept with each run. */
export const MAPPER_VERSION = 'labonnealternance-1';

const REMOTE: Readonly<Record<string, Remote>> = { onsite: 'none', hybrid: 'partial', remote: 'full' };

/** `12 rue des Acacias 62800 Liévin`: what stands before, the code, and the town. */
const splitAddress = (
  address: string | null,
): { street: string | null; postalCode: string | null; city: string | null } => {
  const found = /^(.*?)[,\s]*\b(\d{5})\s+(.+)$/.exec(address ?? '');
  if (!found) return { street: null, postalCode: null, city: address };
  return { street: found[1]?.trim() || null, postalCode: found[2] ?? null, city: found[3]?.trim() ?? null };
};

/** One checked job in our words. Pure. */
export const mapLbaJob = (job: LbaJob): OfferDraft => {
  const { street, postalCode, city } = splitAddress(job.address);
  const link = webAddress(job.url);
  const siret = job.siret?.replaceAll(/\s/g, '') ?? '';
  const conditions = job.conditions.length === 0 ? [] : [`Conditions d’accès : ${job.conditions.join(', ')}`];
  return draftOf({
    id: job.id.slice(0, 120),
    title: job.title,
    description: [job.description, ...conditions].filter((text) => text !== null).join('\n\n') || null,
    employer: job.employer,
    contract: 'apprenticeship',
    rome: romeOf(job.romes[0] ?? null),
    trade: null,
    hours: null,
    salary: null,
    beginner: null,
    place: {
      label: city === null ? null : postalCode === null ? city : `${postalCode.slice(0, 2)} - ${city}`,
      commune: null,
      postalCode,
      lat: job.lat,
      lng: job.lng,
      address: street,
      ...(street !== null && /^\d/.test(street) ? { pointOf: 'address' as const } : {}),
    },
    url: job.url,
    createdAt: job.createdAt,
    updatedAt: null,
    person: null,
    contactLines: [job.phone],
    facts: {
      kind: 'apprenticeship',
      ...(job.months === null || job.months <= 0 ? {} : { duration: job.months, durationUnit: 'month' }),
      ...(job.start === null ? {} : { startDate: job.start.slice(0, 10) }),
      ...(job.expiresAt === null ? {} : { expiresAt: job.expiresAt }),
      ...(job.remote === null ? {} : { remote: REMOTE[job.remote] ?? null }),
      ...(job.posts === null || job.posts < 1 ? {} : { posts: Math.floor(job.posts) }),
      ...(/^\d{14}$/.test(siret) ? { siret } : {}),
      ...(job.partner === null ? {} : { publisher: job.partner }),
      ...(link === null ? {} : { links: [link] }),
    },
  });
};
