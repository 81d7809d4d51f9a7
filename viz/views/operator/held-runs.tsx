import { useState } from 'react';
import type { confirmHeld } from '../../../api/contract/operator.ts';
import { write } from '../../data/client.ts';
import { useAttempt } from '../../data/use-attempt.ts';
import { Failed } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';
import type { Source } from './source-row.tsx';

const Held = ({ source, done }: { source: Source; done: () => void }) => {
  const { w, language } = useWords();
  const { busy, failure, attempt } = useAttempt();
  const run = source.lastRun;
  if (run === null) return null;
  const decide = (what: 'confirm' | 'discard') =>
    attempt(async () => {
      await write<typeof confirmHeld>('POST', `/operator/sources/${source.id}/held/${run.id}/${what}`);
      done();
    });
  return (
    <article className="notice reach stack tight" aria-label={source.name}>
      <p>
        <strong>
          {run.vanishing === null
            ? w('operator.held.unknown')
            : w('operator.held.vanish', { n: run.vanishing })}
        </strong>{' '}
        {run.openBefore === null ? null : w('operator.held.of', { n: run.openBefore })}
      </p>
      <p>{w('operator.held.why', { source: source.name, when: momentText(run.startedAt, language) })}</p>
      {run.heldReason === null ? null : <p className="small quiet">{run.heldReason}</p>}
      {failure === null ? null : <Failed failure={failure} />}
      <p className="row">
        <button type="button" className="button plain" disabled={busy} onClick={() => decide('discard')}>
          {w('operator.held.discard')}
        </button>
        <button type="button" className="button" disabled={busy} onClick={() => decide('confirm')}>
          {run.vanishing === null
            ? w('operator.held.confirm')
            : w('operator.held.confirmN', { n: run.vanishing })}
        </button>
      </p>
    </article>
  );
};

/** Runs that would take away more than a feed usually loses: nothing goes before a person says so. */
export const HeldRuns = ({ sources, done }: { sources: readonly Source[]; done: () => void }) => {
  // The worker acts on the word a moment later: what was answered here is not asked again meanwhile.
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      {sources
        .filter(({ health, lastRun }) => health === 'held' && !answered.has(lastRun?.id ?? ''))
        .map((source) => (
          <Held
            key={source.id}
            source={source}
            done={() => {
              setAnswered(new Set([...answered, source.lastRun?.id ?? '']));
              done();
            }}
          />
        ))}
    </>
  );
};
