import type { getDiscoveries } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { useWords } from '../../words/words.ts';
import { OfferCard } from './offer-card.tsx';

export type Pile = ResponseOf<typeof getDiscoveries>['piles'][number];

/** The offers "somewhere in" a commune: never a pin, never a distance; they open as the commune clears. */
export const PileCard = ({ pile }: { pile: Pile }) => {
  const { w } = useWords();
  return (
    <details className="card pile">
      <summary>
        {w('play.piles.somewhere', { place: pile.name })}
        <span className="small quiet pile-count">
          {w('play.piles.opened', { n: pile.opened.length, total: pile.total })}
          {pile.nextIn === null ? null : ` · ${w('play.piles.next', { n: pile.nextIn })}`}
        </span>
      </summary>
      <ul className="offer-list">
        {pile.opened.map((offer) => (
          <li key={offer.id} data-offer={offer.id}>
            <OfferCard offer={offer} />
          </li>
        ))}
      </ul>
    </details>
  );
};
