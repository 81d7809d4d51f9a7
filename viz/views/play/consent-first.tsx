import { useState } from 'react';
import type { putConsent } from '../../../api/contract/me.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { Link } from '../../parts/link.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { textVersion } from './consents.ts';

/** Before the first walk: what the phone sends, for how long, and that one may say no and keep the list. */
export const ConsentFirst = () => {
  const { w, language } = useWords();
  const { refresh } = useSession();
  const [failure, setFailure] = useState<Failure | null>(null);
  const agree = async () => {
    setFailure(null);
    try {
      await write<typeof putConsent>('PUT', '/me/consents', {
        body: { purpose: 'play_position', given: true, textVersion: textVersion('play_position', language) },
      });
      refresh();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <div className="page narrow stack">
      <h1>{w('play.consent.title')}</h1>
      <p className="notice reach">{w('play.sends')}</p>
      <p>{w('play.consent.text.play_position')}</p>
      <p>{w('play.consent.refuse')}</p>
      {failure === null ? null : <Failed failure={failure} />}
      <p className="row">
        <button type="button" className="button reach" onClick={() => void agree()}>
          {w('play.consent.agree')}
        </button>
        <Link to="/play/offers" className="button plain">
          {w('play.consent.list')}
        </Link>
      </p>
    </div>
  );
};
