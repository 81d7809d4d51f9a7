import { useState } from 'react';
import type { postContact } from '../../../api/contract/acts.ts';
import type { OfferPage } from '../../../api/contract/offers.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import type { Act, Outcome } from '../../../game/acts.ts';
import { OUTCOMES } from '../../../game/acts.ts';
import { isPin } from '../../../game/offer.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { enqueue } from '../../data/outbox.ts';
import { useSession } from '../../data/session.tsx';
import { Link } from '../../parts/link.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.ts';

/** What one does with an offer, each in two taps; how it went, in two more. */
export const OfferActs = ({ offer, owner }: { offer: OfferPage; owner: string }) => {
  const { w } = useWords();
  const { refresh } = useSession();
  const [contact, setContact] = useState<ResponseOf<typeof postContact> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());

  const act = (which: Act) => {
    setDone(new Set([...done, which]));
    void enqueue({ kind: 'act', owner, path: '/play/acts', body: { offer: offer.id, act: which } });
  };
  const call = async () => {
    setFailure(null);
    try {
      setContact(await write<typeof postContact>('POST', '/play/contact', { body: { offer: offer.id } }));
      refresh();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const how = (outcome: Outcome) => {
    setAsking(false);
    setDone(new Set([...done, 'visited']));
    void enqueue({ kind: 'act', owner, path: '/play/outcomes', body: { offer: offer.id, outcome } });
    toast(w('act.noted'));
  };
  const saved = done.has('saved');
  const placed = isPin(offer.precision);
  return (
    <section className="stack" aria-labelledby="acts-title">
      <h2 id="acts-title">{w('act.title')}</h2>
      <div className="acts">
        {offer.url === null ? null : (
          <a
            className="button"
            href={offer.url}
            target="_blank"
            rel="noopener noreferrer"
            onClick={() => act('apply')}
          >
            {w('act.apply')}
          </a>
        )}
        {offer.hasContact && contact === null ? (
          <button type="button" className="button" onClick={() => void call()}>
            {w('act.call')}
          </button>
        ) : null}
        {placed ? (
          <button
            type="button"
            className="button"
            disabled={done.has('go')}
            onClick={() => {
              act('go');
              toast(w('act.goNoted'));
            }}
          >
            {w('act.go')}
          </button>
        ) : null}
        <button
          type="button"
          className="button plain"
          aria-expanded={asking}
          onClick={() => {
            if (!done.has('visited')) act('visited');
            setAsking(true);
          }}
        >
          {w('act.visited')}
        </button>
        <button type="button" className="button plain" disabled={saved} onClick={() => act('saved')}>
          {w(saved ? 'act.saved' : 'act.save')}
        </button>
      </div>
      {contact === null ? null : (
        <output className="notice done stack tight">
          {contact.phone === null ? null : (
            <a className="button" href={`tel:${contact.phone.replaceAll(/\s/g, '')}`}>
              {contact.phone}
            </a>
          )}
          {contact.email === null ? null : <a href={`mailto:${contact.email}`}>{contact.email}</a>}
          {contact.phone === null && contact.email === null ? <span>{w('act.noContact')}</span> : null}
        </output>
      )}
      {offer.origin === 'photo' ? (
        <p className="small">
          <Link to={`/vitrine/${offer.id}`}>{w('act.shop')}</Link>
        </p>
      ) : null}
      {failure === null ? null : <Failed failure={failure} />}
      {asking ? (
        <fieldset className="card stack tight">
          <legend>{w('act.how')}</legend>
          <div className="acts">
            {OUTCOMES.map((outcome) => (
              <button type="button" className="button plain" key={outcome} onClick={() => how(outcome)}>
                {w(`outcome.${outcome}`)}
              </button>
            ))}
          </div>
        </fieldset>
      ) : null}
    </section>
  );
};
