import { randomUUID } from 'node:crypto';
import { JokaError } from '../../game/errors.ts';
import { listRallyCodes, makeRallyCode, readRallyCode, revokeRallyCode } from '../accounts/rally-codes.ts';
import type { Session } from '../accounts/sessions.ts';
import * as contract from '../contract/rallies.ts';
import { inviteJoker, linkCode, linkPath } from '../writers/operator.ts';
import type { Kit } from './kit.ts';

type Staff = { readonly organisation: string; readonly territory: string };

/** Advisers and institutions act for one organisation in one territory. @throws JokaError ROLE_FORBIDDEN */
const staffOf = ({ organisation, territory, role }: Session): Staff => {
  if (organisation === null || territory === null) throw new JokaError('ROLE_FORBIDDEN', { role });
  return { organisation: organisation.id, territory };
};

export const rallyRoutes = ({ implement, db, clock, once, secret }: Kit): void => {
  implement(contract.postRallyCode, async (asked) => {
    const staff = staffOf(asked.session);
    const kept = await secret();
    const { id } = await once('idp', asked, 'POST /rallies/codes', (trx) =>
      makeRallyCode(trx, clock, kept, { ...asked.body, ...staff, id: randomUUID() }),
    );
    return readRallyCode(db.idp, clock, kept, staff.organisation, id);
  });
  implement(contract.listRallyCodes, async ({ session }) => ({
    codes: await listRallyCodes(db.idp, clock, await secret(), staffOf(session).organisation),
  }));
  implement(contract.revokeRallyCode, (asked) =>
    once('idp', { ...asked, body: asked.params }, 'POST /rallies/codes/revoke', (trx) =>
      revokeRallyCode(trx, clock, staffOf(asked.session).organisation, asked.params.id),
    ),
  );
  implement(contract.inviteJoker, async (asked) => {
    const staff = staffOf(asked.session);
    const code = linkCode(await secret(), asked.session.account, asked.key);
    const { expiresAt } = await once('idp', asked, 'POST /jokers/invitations', (trx) =>
      inviteJoker(trx, clock, code, { ...staff, days: asked.body.days }),
    );
    return { code, path: linkPath(code), expiresAt };
  });
};
