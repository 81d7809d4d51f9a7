import { useDeferredValue, useState } from 'react';
import type { OfferLine, searchOffers } from '../../../api/contract/offers.ts';
import { isPin } from '../../../game/offer.ts';
import { get } from '../../data/client.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import type { Place } from '../../map/town.ts';
import { metresBetween } from '../../map/town.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { go, usePath } from '../../router.ts';
import { useHere } from '../../walk/here.ts';
import { OfferCard } from './offer-card.tsx';
import type { ShelfFilters } from './shelf/filters.ts';
import { addressOf, filtersOf, NO_FILTER, queryOf } from './shelf/filters.ts';
import { OfferFilters } from './shelf/offer-filters.tsx';

const SIZE = 20;
/** Of a page that is then narrowed here, by the walk. */
const MANY = 100;

/** Offers whose known place is within a walk, nearest first: measured here, where the position stays. */
const nearEnough = (offers: readonly OfferLine[], from: Place | null, metres: number): OfferLine[] =>
  offers
    .flatMap((offer) =>
      from === null || offer.lat === null || offer.lng === null || !isPin(offer.precision)
        ? []
        : [{ offer, far: metresBetween(from, [offer.lng, offer.lat]) }],
    )
    .filter(({ far }) => far <= metres)
    .toSorted((a, b) => a.far - b.far)
    .map(({ offer }) => offer);

/** Pages already shown belong to one filter; another filter begins at the first page. */
type Pages = { filter: string; page: number; earlier: readonly OfferLine[] };

/** « Offres »: everything open to all, searchable, with no account, point or position. */
export const OffersTab = () => {
  const { w } = useWords();
  const { me, instance } = useSession();
  const { query } = usePath();
  const here = useHere();
  const [pages, setPages] = useState<Pages>({ filter: '', page: 1, earlier: [] });
  const filters = filtersOf(query);
  const change = (next: ShelfFilters) => go(addressOf(next), true);
  const within = here === null ? null : filters.within;
  const territory = me?.territory?.code ?? instance?.territories[0]?.code;
  const asked = useDeferredValue(
    JSON.stringify({ ...queryOf({ ...filters, within }), ...(territory === undefined ? {} : { territory }) }),
  );
  const { page, earlier } = pages.filter === asked ? pages : { page: 1, earlier: [] };
  const found = useResource(`${asked} ${page}`, () =>
    get<typeof searchOffers>('/offers', {
      ...(JSON.parse(asked) as ReturnType<typeof queryOf>),
      page,
      size: within === null ? SIZE : MANY,
    }),
  );
  const read = [...earlier, ...(found.value?.offers ?? [])];
  const shown = within === null ? read : nearEnough(read, here?.place ?? null, within);
  const total = found.value?.total;
  const none = found.value !== undefined && shown.length === 0 && read.length >= found.value.total;
  return (
    <div className="page stack">
      <div className="stack tight">
        <h1>{w('play.offers.title')}</h1>
        <p className="quiet">{w('play.offers.lead')}</p>
      </div>
      <OfferFilters filters={filters} territory={territory} change={change} />
      <output className="small quiet">
        {total === undefined
          ? ''
          : w(within === null ? 'play.offers.count' : 'play.offers.walkable', {
              n: within === null ? total : shown.length,
            })}
      </output>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      <ul className="offer-list">
        {shown.map((offer) => (
          <li key={offer.id}>
            <OfferCard offer={offer} />
          </li>
        ))}
      </ul>
      {found.loading ? <Loading /> : null}
      {none ? (
        <Empty why={w('play.offers.none')}>
          <p>
            <button type="button" className="button plain" onClick={() => change(NO_FILTER)}>
              {w('play.offers.clear')}
            </button>
          </p>
        </Empty>
      ) : null}
      {found.value !== undefined && read.length < found.value.total ? (
        <p>
          <button
            type="button"
            className="button plain full"
            onClick={() => setPages({ filter: asked, page: page + 1, earlier: read })}
          >
            {w('play.offers.more')}
          </button>
        </p>
      ) : null}
    </div>
  );
};
