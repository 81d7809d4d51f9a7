import { useState } from 'react';
import type { answerHidden, listHidden } from '../../../api/contract/hidden.ts';
import { get, newId, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useResource } from '../../data/use-resource.ts';
import { Failed } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** Offers that a shop asked to hide: already hidden, to be looked at within 48 hours. Nothing is shown when none waits. */
export const Hidden = () => {
  const { w, language } = useWords();
  const found = useResource('hidden', () => get<typeof listHidden>('/review/hidden'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const answer = async (id: string, decision: 'keep' | 'restore') => {
    setFailure(null);
    try {
      const body = { decision };
      await write<typeof answerHidden>('POST', `/review/hidden/${id}`, { body, key: newId() });
      found.again();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const hidden = found.value?.hidden ?? [];
  if (hidden.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby="hidden-title">
      <h2 id="hidden-title">{w('adviser.hidden', { n: hidden.length })}</h2>
      <p className="quiet">{w('adviser.hidden.say')}</p>
      {hidden.map(({ id, title, employer, askedOn }) => (
        <article key={id} className="card stack tight">
          <h3>{title}</h3>
          {employer === null ? null : <p>{employer}</p>}
          <p className="small quiet">{w('adviser.hidden.on', { day: dayText(askedOn, language) })}</p>
          <div className="acts">
            <button type="button" className="button" onClick={() => void answer(id, 'keep')}>
              {w('adviser.hidden.keep')}
            </button>
            <button type="button" className="button plain" onClick={() => void answer(id, 'restore')}>
              {w('adviser.hidden.restore')}
            </button>
          </div>
        </article>
      ))}
      {failure === null ? null : <Failed failure={failure} />}
    </section>
  );
};
