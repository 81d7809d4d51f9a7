import type { Contract, Kind, Remote } from '../../../game/offer.ts';
import type { OfferDraft } from '../../offers/draft.ts';
import { foldText } from '../../places/names.ts';
import { draftOf, webAddress } from '../stated.ts';
import type { Mission, MissionPlace } from './schema.ts';

/** Changes whenever the same row would give another offer; kept with each run. */
export const MAPPER_VERSION = 'engagement-1';

const REMOTE: Readonly<Record<string, Remote>> = { no: 'none', possible: 'partial', full: 'full' };
const UNITS: Readonly<Record<string, string>> = {
  hour: 'par heure',
  day: 'par jour',
  month: 'par mois',
  year: 'par an',
};

const yesNo = (text: string | null): boolean | null =>
  text === null
    ? null
    : /^(?:yes|true|oui)$/i.test(text)
      ? true
      : /^(?:no|false|non)$/i.test(text)
        ? false
        : null;

/** A civic service is one by its type; every other mission is volunteering, never a job. */
const kindOf = (type: string | null): { kind: Kind; contract: Contract } =>
  type === 'volontariat_service_civique'
    ? { kind: 'civic-service', contract: 'civic-service' }
    : { kind: 'volunteering', contract: 'other' };

const positive = (n: number | null): number | null => (n !== null && n >= 1 ? Math.floor(n) : null);

const draftAt = (mission: Mission, place: MissionPlace, id: string): OfferDraft => {
  const { kind, contract } = kindOf(mission.type);
  const link = webAddress(mission.url);
  const months = positive(mission.months);
  const posts = positive(mission.posts);
  const minors = yesNo(mission.minors);
  const accessible = yesNo(mission.accessible);
  const department = place.department ?? place.postalCode?.slice(0, 2);
  return draftOf({
    id,
    title: mission.title,
    description: mission.description,
    employer: mission.organisation,
    contract,
    rome: null,
    trade: mission.domain,
    hours: mission.schedule,
    salary: mission.pay?.replace(/\b(?:hour|day|month|year)\b/, (unit) => UNITS[unit] ?? unit) ?? null,
    beginner: null,
    place: {
      label:
        place.city === null
          ? (department ?? null)
          : department === undefined
            ? place.city
            : `${department} - ${place.city}`,
      commune: null,
      postalCode: place.postalCode,
      lat: place.lat,
      lng: place.lng,
      address: place.street,
      ...(place.street !== null && /^\d/.test(place.street) ? { pointOf: 'address' as const } : {}),
    },
    url: mission.url,
    createdAt: mission.createdAt,
    updatedAt: null,
    person: null,
    contactLines: [],
    facts: {
      kind,
      ...(months === null ? {} : { duration: months, durationUnit: 'month' }),
      ...(posts === null ? {} : { posts }),
      ...(mission.startDate === null ? {} : { startDate: mission.startDate }),
      ...(mission.expiresAt === null ? {} : { expiresAt: mission.expiresAt }),
      ...(minors === null ? {} : { minors }),
      ...(accessible === null ? {} : { accessible }),
      ...(mission.remote === null ? {} : { remote: REMOTE[mission.remote] ?? null }),
      ...(mission.publisher === null ? {} : { publisher: mission.publisher }),
      ...(link === null ? {} : { links: [link] }),
    },
  });
};

/** One checked mission in our words, once per place: the first keeps the mission's id, others add theirs. Pure. */
export const mapMission = (mission: Mission): OfferDraft[] => {
  const taken = new Set<string>();
  const base = mission.id.slice(0, 80);
  return mission.places.flatMap((place, i) => {
    const where = foldText(`${place.postalCode ?? ''} ${place.city ?? ''} ${place.street ?? ''}`).replaceAll(
      ' ',
      '-',
    );
    const id = i === 0 ? base : `${base}@${where.slice(0, 40)}`;
    if (taken.has(where) || taken.has(id)) return [];
    taken.add(where).add(id);
    return [draftAt(mission, place, id)];
  });
};
