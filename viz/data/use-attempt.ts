import { useState } from 'react';
import type { Failure } from './failure.ts';
import { failureOf } from './failure.ts';

/** One write at a time: whether it is under way, and how the last one failed. */
export const useAttempt = (): {
  busy: boolean;
  failure: Failure | null;
  attempt: (work: () => Promise<void>) => void;
} => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const attempt = (work: () => Promise<void>): void => {
    setBusy(true);
    setFailure(null);
    work()
      .catch((error: unknown) => setFailure(failureOf(error)))
      .finally(() => setBusy(false));
  };
  return { busy, failure, attempt };
};
