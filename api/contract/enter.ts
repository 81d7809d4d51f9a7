import { Type } from '@sinclair/typebox';
import { AgeBand, Done, nullable, oneOf, TerritoryCode } from './common.ts';
import { closed, defineRoute, ROLES } from './route.ts';

/** Letters of any script: `Type.String`'s pattern would be compiled without the u flag. */
const Nickname = Type.RegExp(/^[\p{L}\p{N}][\p{L}\p{N} '’._-]*$/u, { minLength: 1, maxLength: 24 });
const Passphrase = Type.String({ minLength: 10, maxLength: 128 });
/** A card's or a link's code: letters and digits, dashes and spaces are ignored. */
const Code = Type.String({ minLength: 8, maxLength: 64 });

/** The session is an HttpOnly cookie; the body says where to go and, once only, the recovery code to write down. */
export const Entered = closed({
  role: oneOf(ROLES),
  /** Shown once; null where the account already has one. */
  recoveryCode: nullable(Type.String()),
});

const entering = {
  method: 'POST',
  scope: 'public',
  roles: 'anyone',
  mutation: 'session',
  responses: { 200: Entered },
} as const;

export const enterByCard = defineRoute({
  ...entering,
  path: '/enter/card',
  summary: "A player enters with an adviser's card: its code, and a nickname. A card serves once.",
  body: closed({ code: Code, nickname: Nickname }),
});

export const enterByRally = defineRoute({
  ...entering,
  path: '/enter/rally',
  summary:
    'A player enters with the code on a rally poster: nickname, age band, and a passphrase unless a passkey follows.',
  body: closed({ code: Code, nickname: Nickname, passphrase: nullable(Passphrase), ageBand: AgeBand }),
});

export const enterAlone = defineRoute({
  ...entering,
  path: '/enter/alone',
  summary: 'A player makes an account alone, where the operator allows it. No e-mail.',
  body: closed({
    nickname: Nickname,
    /** Null where a passkey follows. */
    passphrase: nullable(Passphrase),
    ageBand: AgeBand,
    territory: TerritoryCode,
  }),
});

export const enterByPassphrase = defineRoute({
  ...entering,
  path: '/enter/passphrase',
  summary: 'Anyone who chose a nickname and a passphrase enters again.',
  body: closed({ nickname: Nickname, passphrase: Passphrase }),
});

export const enterByRecovery = defineRoute({
  ...entering,
  path: '/enter/recovery',
  summary:
    'A lost phone: the recovery code gives the account back, ends its other sessions, and gives a new code.',
  body: closed({ code: Code }),
});

export const enterByLink = defineRoute({
  ...entering,
  path: '/enter/link',
  summary:
    'Staff and operators enter with their single-use link; with a nickname and passphrase they can come back.',
  body: closed({ code: Code, nickname: Nickname, passphrase: Passphrase }),
});

export const PERSONAS = ['player', 'sociologist', 'institution', 'operator', 'adviser'] as const;
export const enterDemo = defineRoute({
  ...entering,
  path: '/enter/demo',
  summary: 'One click into the demo town, as one of five people.',
  demoOnly: true,
  body: closed({ persona: oneOf(PERSONAS) }),
});

export const leave = defineRoute({
  method: 'POST',
  path: '/leave',
  summary: 'Ends the session.',
  scope: 'own',
  roles: 'anyone',
  mutation: 'session',
  responses: { 200: Done },
});
