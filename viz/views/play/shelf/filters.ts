import type { searchOffers } from '../../../../api/contract/offers.ts';
import type { QueryOf } from '../../../../api/contract/route.ts';
import { KINDS } from '../../../../game/offer.ts';
import type { Kind } from '../../../../game/offer.ts';

/** Walking distances one can choose, metres. */
export const REACHES = [500, 1_000, 2_000, 5_000] as const;

/** What the open shelf is narrowed by, as it stands in the address. `null` and `false` narrow nothing. */
export type ShelfFilters = {
  q: string;
  kind: Kind | null;
  /** First letter of a ROME code. */
  trade: string | null;
  commune: string | null;
  beginner: boolean;
  noLicence: boolean;
  minors: boolean;
  /** Metres one is ready to walk, where the place is known. Measured on the phone; no position is sent. */
  within: number | null;
};

export const NO_FILTER: ShelfFilters = {
  q: '',
  kind: null,
  trade: null,
  commune: null,
  beginner: false,
  noLicence: false,
  minors: false,
  within: null,
};

const oneOf = <T extends string | number>(known: readonly T[], value: string | null): T | null =>
  known.find((each) => String(each) === value) ?? null;

/** Reads the filters of an address; what is not understood narrows nothing. */
export const filtersOf = (query: URLSearchParams): ShelfFilters => ({
  q: (query.get('q') ?? '').slice(0, 80),
  kind: oneOf(KINDS, query.get('kind')),
  trade: /^[A-N]$/.exec(query.get('trade') ?? '')?.[0] ?? null,
  commune: /^[0-9AB]{5}$/.exec(query.get('commune') ?? '')?.[0] ?? null,
  beginner: query.has('beginner'),
  noLicence: query.has('noLicence'),
  minors: query.has('minors'),
  within: oneOf(REACHES, query.get('within')),
});

/** The address of the shelf narrowed so. */
export const addressOf = (filters: ShelfFilters): string => {
  const query = new URLSearchParams();
  for (const name of ['q', 'kind', 'trade', 'commune', 'within'] as const) {
    const value = filters[name];
    if (value !== null && value !== '') query.set(name, String(value));
  }
  for (const name of ['beginner', 'noLicence', 'minors'] as const) if (filters[name]) query.set(name, '1');
  const text = query.toString();
  return text === '' ? '/play/offers' : `/play/offers?${text}`;
};

/** What the server is asked for; the walk itself is measured here. */
export const queryOf = (filters: ShelfFilters): QueryOf<typeof searchOffers> => {
  const q = filters.q.trim();
  return {
    ...(q === '' ? {} : { q }),
    ...(filters.kind === null ? {} : { kind: filters.kind }),
    ...(filters.trade === null ? {} : { trade: filters.trade }),
    ...(filters.commune === null ? {} : { commune: filters.commune }),
    ...(filters.beginner ? { beginner: true } : {}),
    ...(filters.noLicence ? { noLicence: true } : {}),
    ...(filters.minors ? { minors: true } : {}),
    ...(filters.within === null ? {} : { placed: true }),
  };
};
