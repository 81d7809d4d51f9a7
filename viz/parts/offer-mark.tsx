import type { Origin } from '../../game/offer.ts';
import { useWords } from '../words/words.ts';

/** Shape doubles colour: a circle is an offer, a diamond a photographed window. */
export const OfferMark = ({ origin }: { origin: Origin }) => {
  const { w } = useWords();
  return (
    <span className="offer-mark">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {origin === 'photo' ? <path d="M12 2l10 10-10 10L2 12z" /> : <circle cx="12" cy="12" r="9" />}
      </svg>
      <span className="unseen">{w(origin === 'photo' ? 'offer.mark.photo' : 'offer.mark.offer')}</span>
    </span>
  );
};
