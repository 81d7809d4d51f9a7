import { useWords } from '../../../words/words.ts';
import type { Tried } from './mapping.tsx';
import { Refused } from './refused.tsx';

/** What the table would become: the first ten rows as offers, every refused one with its reason. */
export const TriedOffers = ({ tried }: { tried: Tried }) => {
  const { w } = useWords();
  return (
    <>
      <h3>{w('files.first', { n: tried.offers.length })}</h3>
      <ol className="stack tight" data-tried={tried.accepted}>
        {tried.offers.map((offer, at) => (
          <li key={`${offer.title} ${at}`} className="card stack tight">
            <strong>{offer.title}</strong>
            <p className="quiet">
              {[offer.employer, offer.placeLabel].filter((part) => part !== null).join(' · ')}
            </p>
            <p className="row">
              <span className="chip">{w(`contract.${offer.contract}`)}</span>
              {offer.hours === null ? null : <span className="chip">{offer.hours}</span>}
              {offer.salary === null ? null : <span className="chip">{offer.salary}</span>}
              {offer.hasContact ? <span className="chip done">{w('files.contact')}</span> : null}
            </p>
            {offer.description === null ? null : <p className="small clipped">{offer.description}</p>}
          </li>
        ))}
      </ol>
      <Refused rows={tried.refused} count={tried.refusedCount} />
    </>
  );
};
