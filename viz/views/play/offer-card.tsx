import type { OfferLine } from '../../../api/contract/offers.ts';
import { isPin } from '../../../game/offer.ts';
import { metresBetween, windTo } from '../../map/town.ts';
import { Link } from '../../parts/link.tsx';
import { OfferMark } from '../../parts/offer-mark.tsx';
import { useHere } from '../../walk/here.ts';
import { useWords } from '../../words/words.ts';
import { dayText } from '../../words/dates.ts';
import { distanceText } from '../../words/distance.ts';

type Props = { offer: OfferLine; place?: { lat: number; lng: number } | null; note?: string };

/** One offer of a list: what, who, where as far as it is known, how far when one has a position. */
export const OfferCard = ({ offer, place, note }: Props) => {
  const { w, language } = useWords();
  const here = useHere();
  const known =
    place ??
    (offer.lat !== null && offer.lng !== null && isPin(offer.precision)
      ? { lat: offer.lat, lng: offer.lng }
      : null);
  const way =
    known === null || here === null
      ? null
      : distanceText(
          metresBetween(here.place, [known.lng, known.lat]),
          windTo(here.place, [known.lng, known.lat]),
        );
  const where = isPin(offer.precision)
    ? (offer.communeName ?? offer.placeLabel)
    : offer.communeName === null
      ? w(`precision.${offer.precision}`)
      : w('offer.somewhere', { place: offer.communeName });
  return (
    <article className="offer-card card">
      <OfferMark origin={offer.origin} />
      <div className="offer-words">
        <h3>
          <Link to={`/play/offers/${offer.id}`}>{offer.title}</Link>
        </h3>
        <p className="quiet">
          {[offer.employer, where].filter((part) => part !== null && part !== '').join(' · ')}
        </p>
        <p className="row offer-chips">
          <span className="chip">{w(`contract.${offer.contract}`)}</span>
          {offer.beginner === true ? <span className="chip done">{w('offer.beginner')}</span> : null}
          {way === null ? null : <span className="chip reach">{way}</span>}
          {note === undefined ? null : <span className="chip">{note}</span>}
          <span className="small quiet">{w('offer.since', { day: dayText(offer.createdAt, language) })}</span>
        </p>
      </div>
    </article>
  );
};
