import type { FastifyRequest } from 'fastify';
import { listPasskeys, removePasskey } from '../accounts/passkeys/list.ts';
import { askRegistration, register } from '../accounts/passkeys/register.ts';
import { relyingParty } from '../accounts/passkeys/relying-party.ts';
import { askSignIn } from '../accounts/passkeys/sign-in.ts';
import { enterByPasskey } from '../accounts/enter.ts';
import * as contract from '../contract/passkeys.ts';
import { giveCookie } from '../plugins/session.ts';
import { fromOf } from './enter.ts';
import type { Kit } from './kit.ts';

export const passkeyRoutes = ({ implement, db, clock, config, entering }: Kit): void => {
  const party = (request: FastifyRequest) =>
    relyingParty(config.publicUrl, `${request.protocol}://${request.host}`);
  implement(contract.askPasskey, async ({ request }) => ({
    options: await askSignIn({ db, clock }, party(request)),
  }));
  implement(contract.enterByPasskey, async ({ request, reply, body }) => {
    const entry = await enterByPasskey(entering, fromOf(request), party(request), body.answer);
    giveCookie(reply, config, entry.token);
    return { role: entry.role, recoveryCode: entry.recoveryCode };
  });
  implement(contract.listPasskeys, ({ session }) => listPasskeys(db.idp, session.account));
  implement(contract.askNewPasskey, async ({ request, session }) => ({
    options: await askRegistration({ db, clock }, party(request), session.account, session.nickname),
  }));
  implement(contract.addPasskey, ({ request, session, body }) =>
    register({ db, clock }, party(request), session.account, body),
  );
  implement(contract.removePasskey, ({ session, params }) =>
    removePasskey(db.idp, session.account, params.id),
  );
};
