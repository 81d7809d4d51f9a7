import type { ReactNode } from 'react';
import type { Failure } from '../data/failure.ts';
import { sayOr, useWords } from '../words/words.ts';

/** First load: the shape of what is coming. */
export const Loading = ({ rows = 3 }: { rows?: number }) => {
  const { w } = useWords();
  return (
    <output className="skeleton">
      <p className="unseen">{w('state.loading')}</p>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} aria-hidden="true" />
      ))}
    </output>
  );
};

/** Nothing to show: why, and what to do next. */
export const Empty = ({ why, children }: { why: string; children?: ReactNode }) => (
  <div className="card stack tight">
    <p>{why}</p>
    {children}
  </div>
);

/** A failure in words a tired person understands, with its code and request id, and a way to try again. */
export const Failed = ({ failure, retry }: { failure: Failure; retry?: (() => void) | undefined }) => {
  const { w } = useWords();
  return (
    <div className="notice alert stack tight" role="alert">
      <p>
        {sayOr(`failure.${failure.code}`, w('failure.other'), { n: Math.ceil((failure.seconds ?? 0) / 60) })}
      </p>
      <p className="small quiet">
        {w('failure.code', { code: failure.code })}
        {failure.requestId === null ? null : ` · ${w('failure.id', { id: failure.requestId })}`}
      </p>
      {retry === undefined ? null : (
        <p>
          <button type="button" className="button plain" onClick={retry}>
            {w('action.retry')}
          </button>
        </p>
      )}
    </div>
  );
};
