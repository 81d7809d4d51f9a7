import { useState } from 'react';
import type { inviteJoker } from '../../../api/contract/rallies.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { Failed } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** A single-use link for a volunteer of this organisation, shown once. */
export const InviteJoker = () => {
  const { w, language } = useWords();
  const [made, setMade] = useState<ResponseOf<typeof inviteJoker> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const invite = async () => {
    setFailure(null);
    try {
      setMade(await write<typeof inviteJoker>('POST', '/jokers/invitations', { body: { days: 14 } }));
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <section className="card stack tight" aria-labelledby="joker-title">
      <h2 id="joker-title">{w('adviser.joker')}</h2>
      <p className="small quiet">{w('adviser.joker.lead')}</p>
      {failure === null ? null : <Failed failure={failure} />}
      {made === null ? null : (
        <output className="notice done stack tight">
          <p>{w('adviser.joker.made', { day: dayText(made.expiresAt, language) })}</p>
          <p className="breakable">
            <code>{new URL(made.path, window.location.origin).href}</code>
          </p>
        </output>
      )}
      <p>
        <button type="button" className="button plain" onClick={() => void invite()}>
          {w('adviser.joker.invite')}
        </button>
      </p>
    </section>
  );
};
