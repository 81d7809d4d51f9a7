import { JokaError } from '../../game/errors.ts';
import type { Auth } from '../accounts/auth.ts';
import type { EnterDeps } from '../accounts/enter.ts';
import { readInstance } from '../accounts/instance.ts';
import type { Session, Sessions } from '../accounts/sessions.ts';
import { createTries } from '../accounts/tries.ts';
import type { AppDeps } from '../deps.ts';
import { mutate } from '../plugins/mutate.ts';
import type { Register } from '../plugins/mutate.ts';
import { communeNames } from '../readers/communes.ts';
import type { CommuneNames } from '../readers/communes.ts';
import type { Who } from '../writers/acts.ts';
import type { Implement } from '../plugins/implement.ts';
import type { Json } from '../../infra/pipeline.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

/** What every file of routes is given. */
export type Kit = AppDeps & {
  readonly implement: Implement;
  readonly sessions: Sessions;
  readonly auth: Auth;
  readonly entering: EnterDeps;
  readonly names: () => Promise<CommuneNames>;
  /** @throws JokaError INSTANCE_MISSING */
  readonly secret: () => Promise<string>;
  /** A repeatable write of the session's person. */
  readonly once: <A extends Json>(
    register: Register,
    asked: { session: Session; key: string; body: unknown },
    route: string,
    run: (trx: Kysely<Tables>) => Promise<A>,
  ) => Promise<A>;
};

/** The player behind a session that the contract has limited to players. @throws JokaError ROLE_FORBIDDEN */
export const whoOf = ({ player, territory, role }: Session): Who => {
  if (player === null || territory === null) throw new JokaError('ROLE_FORBIDDEN', { role });
  return { player, territory };
};

export const createKit = (deps: AppDeps, parts: Pick<Kit, 'implement' | 'sessions' | 'auth'>): Kit => ({
  ...deps,
  ...parts,
  entering: {
    db: deps.db,
    auth: parts.auth,
    clock: deps.clock,
    sessions: parts.sessions,
    tries: createTries(deps.db.idp, deps.clock),
  },
  names: () => communeNames(deps.db.offers, deps.communeName),
  secret: async () => {
    const instance = await readInstance(deps.db.idp);
    if (instance === null) throw new JokaError('INSTANCE_MISSING');
    return instance.secret;
  },
  once: (register, { session, key, body }, route, run) => {
    // Each schema knows a person by its own name only.
    const actor = register === 'game' ? (session.player ?? session.account) : session.account;
    return mutate({ db: deps.db[register], clock: deps.clock }, { register, actor, key, route, body }, run);
  },
});
