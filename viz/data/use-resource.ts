import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Failure } from './failure.ts';
import { failureOf } from './failure.ts';

export type Resource<T> = {
  /** The latest answer; kept while it is asked again. */
  value: T | undefined;
  failure: Failure | undefined;
  loading: boolean;
  again: () => void;
};

type Held<T> = { key: string | null; round: number; value?: T; failure?: Failure };

/**
 * Asks for something when `key` changes, and again on `again()`. `null` as key asks for nothing.
 * An answer that comes after the key changed is dropped.
 */
export const useResource = <T>(key: string | null, ask: () => Promise<T>): Resource<T> => {
  const [state, setState] = useState<Held<T>>({ key: null, round: 0 });
  const [round, setRound] = useState(0);
  const asked = useRef(ask);
  useLayoutEffect(() => {
    asked.current = ask;
  });

  useEffect(() => {
    if (key === null) return undefined;
    let live = true;
    const hold = (held: Held<T>) => {
      if (live) setState(held);
    };
    asked.current().then(
      (value) => hold({ key, round, value }),
      (error: unknown) => hold({ key, round, failure: failureOf(error) }),
    );
    return () => {
      live = false;
    };
  }, [key, round]);

  const [last, setLast] = useState<Held<T>>(state);
  if (state.value !== undefined && state !== last) setLast(state);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const fresh = key !== null && state.key === key;
  // What was known stays on the screen while it is asked again, and when asking again fails.
  const value = fresh ? (state.value ?? (last.key === key ? last.value : undefined)) : undefined;
  const failure = fresh && state.round === round ? state.failure : undefined;
  return { value, failure, loading: key !== null && value === undefined && failure === undefined, again };
};
