import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useMemo, useRef } from 'react';
import type { getInstance } from '../../api/contract/instance.ts';
import type { getMe } from '../../api/contract/me.ts';
import type { ResponseOf } from '../../api/contract/route.ts';
import { forgetAnswers } from '../offline/forget-answers.ts';
import { get } from './client.ts';
import type { Failure } from './failure.ts';
import { FailureError } from './failure.ts';
import { useResource } from './use-resource.ts';

export type Instance = ResponseOf<typeof getInstance>;
export type Me = ResponseOf<typeof getMe>;

export type Session = {
  instance: Instance | undefined;
  /** Null when nobody has entered, undefined while it is asked. */
  me: Me | null | undefined;
  failure: Failure | undefined;
  /** Asks again who is here: after entering, leaving, a consent, an act that pays. */
  refresh: () => void;
};

const Context = createContext<Session | null>(null);

const whoIsHere = async (): Promise<Me | null> => {
  try {
    return await get<typeof getMe>('/me');
  } catch (error) {
    if (error instanceof FailureError && [401, 403, 410].includes(error.failure.status)) return null;
    throw error;
  }
};

/** Knows the instance and the person of the session, for every view under it. */
export const SessionProvider = ({ children }: { children: ReactNode }) => {
  const instance = useResource('instance', () => get<typeof getInstance>('/instance'));
  const me = useResource('me', whoIsHere);
  const [againInstance, againMe] = [instance.again, me.again];
  const refresh = useCallback(() => {
    againInstance();
    againMe();
  }, [againInstance, againMe]);
  // Another person, or nobody: what the phone kept of the one before is not theirs to open.
  const before = useRef<string | null | undefined>(undefined);
  const now =
    me.value === undefined
      ? undefined
      : me.value && `${me.value.role} ${me.value.territory?.code ?? ''} ${me.value.nickname}`;
  useEffect(() => {
    if (now === undefined || now === before.current) return;
    if (before.current !== undefined || now === null) void forgetAnswers();
    before.current = now;
  }, [now]);
  const failure =
    instance.value === undefined ? instance.failure : me.value === undefined ? me.failure : undefined;
  const session = useMemo(
    () => ({ instance: instance.value, me: me.value, failure, refresh }),
    [instance.value, me.value, failure, refresh],
  );
  return <Context value={session}>{children}</Context>;
};

/** The session of the page. */
export const useSession = (): Session => {
  const session = useContext(Context);
  if (session === null) throw new Error('useSession is called outside of SessionProvider');
  return session;
};
