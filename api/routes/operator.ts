import { JokaError } from '../../game/errors.ts';
import * as merges from '../contract/merges.ts';
import * as operator from '../contract/operator.ts';
import { territoryFor } from '../readers/instance.ts';
import { readMerges } from '../readers/merges.ts';
import { readOrganisations, readQuarantine, readRuns, readSources } from '../readers/operator.ts';
import {
  addOrganisation,
  cardCode,
  decideMerge,
  inviteStaff,
  linkCode,
  linkPath,
  printCards,
  retryHeld,
} from '../writers/operator.ts';
import { decideHeld } from '../writers/held.ts';
import type { Kit } from './kit.ts';

export const operatorRoutes = ({ implement, db, clock, once, secret }: Kit): void => {
  const now = (): Date => new Date(clock.now());
  implement(operator.listSources, () => readSources(db.ops));
  for (const [route, answer] of [
    [operator.confirmHeld, 'release'],
    [operator.discardHeld, 'discard'],
  ] as const)
    implement(route, (asked) =>
      once('ops', { ...asked, body: asked.params }, `POST ${route.path}`, (trx) =>
        decideHeld(trx, asked.params.id, asked.params.run, answer, now()),
      ),
    );
  implement(operator.listRuns, ({ query }) => readRuns(db.ops, clock.now(), query));
  implement(operator.listQuarantine, () => readQuarantine(db.ops));
  implement(operator.listOrganisations, () => readOrganisations(db.idp));
  implement(operator.retryQuarantine, (asked) =>
    once('ops', { ...asked, body: asked.params }, 'POST /operator/quarantine/retry', (trx) =>
      retryHeld(trx, asked.params.id, now()),
    ),
  );
  implement(merges.listMerges, ({ query }) => readMerges(db.ops, query));
  implement(merges.decideMerge, (asked) =>
    once('ops', { ...asked, body: { ...asked.params, ...asked.body } }, 'POST /operator/merges', (trx) =>
      decideMerge(trx, asked.params.id, asked.body.decision, now()),
    ),
  );
  implement(operator.postOrganisation, (asked) =>
    once('idp', asked, 'POST /operator/organisations', (trx) => addOrganisation(trx, asked.body, now())),
  );
  implement(operator.postInvitation, async (asked) => {
    const code = linkCode(await secret(), asked.session.account, asked.key);
    const { expiresAt } = await once('idp', asked, 'POST /operator/invitations', (trx) =>
      inviteStaff(trx, clock, code, asked.body),
    );
    return { code, path: linkPath(code), expiresAt };
  });
  implement(operator.postCards, async (asked) => {
    const { session, key, body } = asked;
    const { n, ageBand, days = 60 } = body;
    const territory = territoryFor(session.territory, body.territory);
    if (n < 1) throw new JokaError('REQUEST_INVALID', { part: 'body', field: 'n', reason: 'at least 1' });
    const kept = await secret();
    const codes = Array.from({ length: n }, (_, i) => cardCode(kept, session.account, key, i));
    const card = { organisation: session.organisation?.id ?? null, territory, ageBand, days };
    const { expiresAt } = await once('idp', asked, 'POST /adviser/cards', (trx) =>
      printCards(trx, clock, codes, card),
    );
    return { cards: codes.map((code) => ({ code, expiresAt })) };
  });
};
