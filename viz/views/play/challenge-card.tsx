import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Static } from '@sinclair/typebox';
import type { Challenge, proveChallenge } from '../../../api/contract/challenges.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/form-text.ts';
import { Failed } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** A day further off is no reason to hurry, and would need its year. */
const SOON_MS = 90 * 86_400_000;

type Props = { challenge: Static<typeof Challenge>; proved: () => void };

/** One challenge: what to do, until when, and one button that looks whether it is done. */
export const ChallengeCard = ({ challenge, proved }: Props) => {
  const { w, language } = useWords();
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { path, id, kind, state } = challenge;
  const [shownAt] = useState(Date.now);
  const soon = Date.parse(challenge.until) - shownAt < SOON_MS;
  const prove = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setFailure(null);
    const body = kind === 'code' ? { code: textOf(new FormData(event.currentTarget), 'code') } : {};
    try {
      const { result } = await write<typeof proveChallenge>('POST', `/play/challenges/${path}/${id}/proof`, {
        body,
      });
      setSaid(w(`play.paths.result.${result}`));
      if (result === 'proved') proved();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <article className="card stack tight">
      <h3>{challenge.title[language]}</h3>
      <p>{challenge.text[language]}</p>
      <p className="row small">
        <span className="chip reach">{w('play.paths.points', { n: challenge.points })}</span>
        <span>
          {state === 'done' || state === 'over'
            ? w(`play.paths.state.${state}`)
            : state === 'early'
              ? w('play.paths.from', { moment: momentText(challenge.from, language) })
              : soon
                ? w('play.paths.until', { moment: momentText(challenge.until, language) })
                : null}
        </span>
      </p>
      {state === 'open' ? (
        <form className="stack tight" onSubmit={(event) => void prove(event)}>
          <p className="small quiet">{w(`play.paths.kind.${kind}`, { n: challenge.seconds ?? 0 })}</p>
          {kind === 'code' ? (
            <Field label={w('play.paths.code')}>
              {(ids) => (
                <input {...ids} name="code" required autoComplete="off" autoCapitalize="characters" />
              )}
            </Field>
          ) : null}
          <p>
            <button type="submit" className="button">
              {w('play.paths.prove')}
            </button>
          </p>
        </form>
      ) : null}
      <output>{said}</output>
      {failure === null ? null : <Failed failure={failure} />}
    </article>
  );
};
