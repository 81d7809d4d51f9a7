import { useEffect } from 'react';
import type { getOffer } from '../../../api/contract/offers.ts';
import { isPin } from '../../../game/offer.ts';
import { get } from '../../data/client.ts';
import { enqueue } from '../../data/outbox.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { OfferMark } from '../../parts/offer-mark.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { dayText } from '../../words/dates.ts';
import { OfferActs } from './offer-acts.tsx';
import { OfferDoor } from './offer-door.tsx';
import { ownerOf } from './owner.ts';

const Fact = ({ label, text }: { label: string; text: string | null }) =>
  text === null || text === '' ? null : (
    <div>
      <dt className="small quiet">{label}</dt>
      <dd>{text}</dd>
    </div>
  );

/** One offer: its text, where it comes from, and the acts it ends in. */
export const OfferDetail = ({ id }: { id: string }) => {
  const { w, language } = useWords();
  const { me } = useSession();
  const found = useResource(`offer ${id}`, () => get<typeof getOffer>(`/offers/${id}`));
  const owner = me?.role === 'player' ? ownerOf(me) : null;
  useEffect(() => {
    if (owner !== null)
      void enqueue({ kind: 'act', owner, path: '/play/acts', body: { offer: id, act: 'opened' } });
  }, [id, owner]);

  if (found.failure !== undefined) {
    return (
      <div className="page narrow">
        <Failed failure={found.failure} retry={found.again} />
      </div>
    );
  }
  const offer = found.value;
  if (offer === undefined) {
    return (
      <div className="page narrow">
        <Loading />
      </div>
    );
  }
  const place = isPin(offer.precision)
    ? (offer.placeLabel ?? offer.communeName)
    : offer.communeName === null
      ? null
      : w('offer.somewhere', { place: offer.communeName });
  return (
    <article className="page narrow stack">
      <button type="button" className="text-button back" onClick={() => window.history.back()}>
        ← {w('action.back')}
      </button>
      <header className="offer-head">
        <OfferMark origin={offer.origin} />
        <div>
          <h1>{offer.title}</h1>
          {offer.employer === null ? null : <p className="quiet">{offer.employer}</p>}
        </div>
      </header>
      {offer.state === 'open' ? null : <p className="notice alert">{w(`offer.state.${offer.state}`)}</p>}
      <dl className="facts card">
        <Fact label={w('offer.contract')} text={w(`contract.${offer.contract}`)} />
        <Fact label={w('offer.hours')} text={offer.hours} />
        <Fact label={w('offer.salary')} text={offer.salary} />
        <Fact label={w('offer.trade')} text={offer.tradeLabel} />
        <Fact
          label={w('offer.experience')}
          text={offer.beginner === null ? null : w(offer.beginner ? 'offer.beginner' : 'offer.notBeginner')}
        />
        <Fact label={w('offer.place')} text={place} />
        <Fact label={w('offer.precision')} text={w(`precision.${offer.precision}`)} />
      </dl>
      {offer.description === null ? null : <p className="offer-text">{offer.description}</p>}
      {owner === null ? null : <OfferDoor offer={id} />}
      {owner !== null && offer.state === 'open' ? <OfferActs offer={offer} owner={owner} /> : null}
      {owner === null && offer.url !== null ? (
        <p>
          <a className="button" href={offer.url} target="_blank" rel="noopener noreferrer">
            {w('act.source')}
          </a>
        </p>
      ) : null}
      <p className="small quiet">
        {w('offer.source', {
          source: offer.sourceName,
          licence: offer.licence,
          attribution: offer.attribution,
          day: dayText(offer.retrievedAt, language),
        })}
      </p>
    </article>
  );
};
