import { latLngToCell } from 'h3-js';
import { isPin } from '../../game/offer.ts';
import type { PublishedFrom } from '../../game/offer.ts';
import { digest, offerId } from './content-hash.ts';
import type { FeedColumn } from './columns.ts';
import type { OfferDraft } from './draft.ts';
import { locate } from './locate.ts';
import type { PublishContext } from './publish-context.ts';
import { understand } from './sense/understand.ts';
import type { Raised } from './sense/screens.ts';

/** Resolution of the cell of a pin: the fog's unit. */
export const CELL = 10;

type Value = string | number | boolean | null | readonly string[] | readonly Raised[];

/** One offer as a feed writes it: id, external id and every column of `FEED_COLUMNS` but the state. */
export type OfferRow = Readonly<Record<Exclude<FeedColumn, 'state' | 'twin_key'>, Value>> & {
  readonly id: string;
  readonly external_id: string;
  readonly title: string;
  readonly description: string | null;
  readonly contract: string;
  readonly commune: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly expires_at: string | null;
  readonly published_from: PublishedFrom;
  readonly content_sha256: string;
  readonly employer: string | null;
  readonly precision: string;
  readonly place_label: string | null;
  readonly flags: readonly string[];
  readonly raised: readonly Raised[];
  readonly row_sha256: string | null;
};

const LEFT_OUT = {
  created_at: undefined,
  updated_at: undefined,
  content_sha256: undefined,
  row_sha256: undefined,
};

/** The row with the hash of all that a reader could see change: instants, which sources re-stamp daily, are left out. */
export const sealRow = (row: OfferRow): OfferRow => {
  const seen = { ...row, ...LEFT_OUT };
  return { ...row, content_sha256: digest(JSON.stringify(seen)) };
};

/** An offer located and understood; its contact is kept apart. */
export const toOfferRow = (draft: OfferDraft, context: PublishContext): OfferRow => {
  const located = locate(context.places, draft.place);
  const { raised, flags, ...facts } = understand(draft, context.trades ?? null);
  const seen = {
    title: draft.title,
    description: draft.description,
    employer: draft.employer,
    contract: draft.contract,
    kind: facts.kind,
    duration: facts.duration,
    duration_unit: facts.durationUnit,
    rome: facts.rome,
    rome_score: facts.romeScore,
    rome_parent: facts.romeParent,
    trade_label: facts.tradeLabel,
    hours: draft.hours,
    weekly_hours: facts.weeklyHours,
    part_time: facts.partTime,
    night: facts.night,
    sunday: facts.sunday,
    salary: draft.salary,
    salary_min: facts.salaryMin,
    salary_max: facts.salaryMax,
    salary_unit: facts.salaryUnit,
    beginner: facts.beginner,
    experience: facts.experience,
    experience_months: facts.experienceMonths,
    diploma_level: facts.diplomaLevel,
    diploma: facts.diploma,
    driving_licence: facts.drivingLicence,
    vehicle: facts.vehicle,
    minors: facts.minors,
    accessible: facts.accessible,
    remote: facts.remote,
    posts: facts.posts,
    start_date: facts.startDate,
    expires_at: facts.expiresAt,
    precision: located.precision,
    lat: located.lat,
    lng: located.lng,
    cell:
      isPin(located.precision) && located.lat !== null && located.lng !== null
        ? latLngToCell(located.lat, located.lng, CELL)
        : null,
    place_label: located.placeLabel,
    commune: located.commune,
    department: located.department,
    territory: located.territory,
    around: located.around,
    url: draft.url,
    links: facts.links,
    publisher: facts.publisher,
    siret: facts.siret,
    published_from: draft.createdAt === null ? ('first-seen' as const) : ('source' as const),
    flags: [...flags, ...located.flags].toSorted(),
    raised,
  };
  return sealRow({
    ...seen,
    id: offerId(context.source.id, draft.externalId),
    external_id: draft.externalId,
    created_at: draft.createdAt ?? context.at,
    updated_at: draft.updatedAt ?? draft.createdAt ?? context.at,
    content_sha256: '',
    row_sha256: null,
  });
};
