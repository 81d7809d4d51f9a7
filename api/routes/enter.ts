import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../accounts/address.ts';
import { enterDemo } from '../accounts/demo.ts';
import {
  enterAlone,
  enterByCard,
  enterByLink,
  enterByPassphrase,
  enterByRally,
  enterByRecovery,
} from '../accounts/enter.ts';
import type { Entry } from '../accounts/enter.ts';
import * as contract from '../contract/enter.ts';
import { giveCookie, takeCookie, tokenOf } from '../plugins/session.ts';
import type { Kit } from './kit.ts';

/** The network a request comes from, as the trusted proxies say. */
export const fromOf = (request: FastifyRequest): string => networkOf(request.ip);

export const enterRoutes = ({ implement, entering, config, sessions }: Kit): void => {
  const welcome = (reply: FastifyReply, { token, role, recoveryCode }: Entry) => {
    giveCookie(reply, config, token);
    return { role, recoveryCode };
  };
  implement(contract.enterByCard, async ({ body, request, reply }) =>
    welcome(reply, await enterByCard(entering, fromOf(request), body)),
  );
  implement(contract.enterByLink, async ({ body, request, reply }) =>
    welcome(reply, await enterByLink(entering, fromOf(request), body)),
  );
  implement(contract.enterByRally, async ({ body, request, reply }) =>
    welcome(reply, await enterByRally(entering, fromOf(request), body)),
  );
  implement(contract.enterAlone, async ({ body, reply }) => welcome(reply, await enterAlone(entering, body)));
  implement(contract.enterByPassphrase, async ({ body, request, reply }) =>
    welcome(reply, await enterByPassphrase(entering, fromOf(request), body)),
  );
  implement(contract.enterByRecovery, async ({ body, request, reply }) =>
    welcome(reply, await enterByRecovery(entering, fromOf(request), body)),
  );
  implement(contract.enterDemo, async ({ body, reply }) =>
    welcome(reply, await enterDemo(entering, body.persona)),
  );
  implement(contract.leave, async ({ request, reply }) => {
    const token = tokenOf(request);
    if (token !== null) await sessions.close(token);
    takeCookie(reply, config);
    return { done: true } as const;
  });
};
