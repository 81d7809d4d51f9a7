import type { getDiscoveries } from '../../../api/contract/play.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Link } from '../../parts/link.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { OfferCard } from './offer-card.tsx';
import { Paths } from './paths.tsx';
import { PileCard } from './pile-card.tsx';

/** « Mes découvertes »: the same offers as the pins and opened piles of the map, as a list. */
export const DiscoveriesTab = () => {
  const { w } = useWords();
  const found = useResource('discoveries', () => get<typeof getDiscoveries>('/play/discoveries'));
  const pins = found.value?.pins ?? [];
  const piles = found.value?.piles ?? [];
  return (
    <div className="page stack">
      <div className="stack tight">
        <h1>{w('play.discoveries.title')}</h1>
        <p className="quiet">{w('play.discoveries.lead')}</p>
      </div>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading /> : null}
      {found.value !== undefined && pins.length === 0 ? (
        <Empty why={w('play.discoveries.none')}>
          <p>
            <Link to="/play" className="button reach">
              {w('play.discoveries.walk')}
            </Link>
          </p>
        </Empty>
      ) : null}
      {pins.length > 0 ? (
        <section className="stack tight" aria-labelledby="pins-title">
          <h2 id="pins-title">{w('play.discoveries.pins', { n: pins.length })}</h2>
          <ul className="offer-list" data-list="pins">
            {pins.map((pin) => (
              <li key={pin.offer.id} data-offer={pin.offer.id}>
                <OfferCard
                  offer={pin.offer}
                  place={pin.door}
                  {...(pin.keyOpens && pin.door === null ? { note: w('play.door.locked') } : {})}
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Paths />
      {piles.length > 0 ? (
        <section className="stack tight" aria-labelledby="piles-title">
          <h2 id="piles-title">{w('play.piles.title')}</h2>
          <p className="quiet">{w('play.piles.lead')}</p>
          <ul className="offer-list" data-list="piles">
            {piles.map((pile) => (
              <li key={pile.commune}>
                <PileCard pile={pile} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
};
