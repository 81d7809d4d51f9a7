import { useState } from 'react';
import type { getCode } from '../../../api/contract/acts.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { get } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { hourText } from '../../words/dates.ts';

/** The code one shows to be met: random, for an hour, without identity. */
export const MyCode = () => {
  const { w, language } = useWords();
  const [code, setCode] = useState<ResponseOf<typeof getCode> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const show = async () => {
    setFailure(null);
    try {
      setCode(await get<typeof getCode>('/play/code'));
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <section className="card stack tight" aria-labelledby="code-title">
      <h2 id="code-title">{w('play.code.title')}</h2>
      <p className="small">{w('play.code.text')}</p>
      {failure === null ? null : <Failed failure={failure} />}
      {code === null ? (
        <p>
          <button type="button" className="button plain" onClick={() => void show()}>
            {w('play.code.show')}
          </button>
        </p>
      ) : (
        <output className="stack tight">
          <strong className="my-code">{code.code}</strong>
          <span className="small quiet">
            {w('play.code.until', { hour: hourText(new Date(code.until).getTime(), language) })}
          </span>
        </output>
      )}
    </section>
  );
};
