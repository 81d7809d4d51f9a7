import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Done, Instant, nullable, oneOf } from './common.ts';
import { Entered } from './enter.ts';
import { closed, defineRoute, ROLES } from './route.ts';

/** Bytes in base64url, as WebAuthn's JSON forms write them. */
const Bytes = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength });
const CredentialId = Type.String({ pattern: '^[A-Za-z0-9_-]{8,1400}$' });
const Transports = Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 });
const Attachment = Type.Optional(oneOf(['platform', 'cross-platform'] as const));
const Type_ = Type.Literal('public-key');
const Extensions = Type.Unsafe<object>(Type.Record(Type.String({ maxLength: 40 }), Type.Unknown()));

/** Answer of `navigator.credentials.create`, as JSON (WebAuthn L3 §5.1). */
export const Registration = closed({
  id: CredentialId,
  rawId: CredentialId,
  type: Type_,
  response: closed({
    clientDataJSON: Bytes(4000),
    attestationObject: Bytes(20_000),
    authenticatorData: Type.Optional(Bytes(4000)),
    transports: Type.Optional(Transports),
    publicKeyAlgorithm: Type.Optional(Type.Integer()),
    publicKey: Type.Optional(Bytes(4000)),
  }),
  authenticatorAttachment: Attachment,
  clientExtensionResults: Extensions,
});
export type Registration = Static<typeof Registration>;

/** Answer of `navigator.credentials.get`, as JSON. */
export const Assertion = closed({
  id: CredentialId,
  rawId: CredentialId,
  type: Type_,
  response: closed({
    clientDataJSON: Bytes(4000),
    authenticatorData: Bytes(4000),
    signature: Bytes(4000),
    userHandle: Type.Optional(Bytes(200)),
  }),
  authenticatorAttachment: Attachment,
  clientExtensionResults: Extensions,
});
export type Assertion = Static<typeof Assertion>;

const Verification = Type.Literal('required');

/** What `startRegistration` of the page's library is given. */
export const RegistrationOptions = closed({
  rp: closed({ name: Type.String(), id: Type.String() }),
  user: closed({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  challenge: Type.String(),
  pubKeyCredParams: Type.Array(closed({ alg: Type.Integer(), type: Type_ })),
  timeout: Type.Integer(),
  attestation: Type.Literal('none'),
  excludeCredentials: Type.Array(closed({ id: CredentialId, type: Type_, transports: Transports })),
  authenticatorSelection: closed({
    residentKey: Verification,
    requireResidentKey: Type.Literal(true),
    userVerification: Verification,
  }),
});
export type RegistrationOptions = Static<typeof RegistrationOptions>;

/** What `startAuthentication` of the page's library is given: no credential is named, the phone finds its own. */
export const AssertionOptions = closed({
  challenge: Type.String(),
  rpId: Type.String(),
  timeout: Type.Integer(),
  userVerification: Verification,
});
export type AssertionOptions = Static<typeof AssertionOptions>;

export const Passkey = closed({
  id: CredentialId,
  name: Type.String(),
  /** Kept by the person's phone account too, not by one device alone. */
  synced: Type.Boolean(),
  createdAt: Instant,
  lastUsedAt: nullable(Instant),
});
export type Passkey = Static<typeof Passkey>;

const entering = { method: 'POST', scope: 'public', roles: 'anyone', mutation: 'session' } as const;
const own = { scope: 'own', roles: ROLES } as const;

export const askPasskey = defineRoute({
  ...entering,
  path: '/enter/passkey/question',
  summary: 'What a passkey must sign to enter: it serves once, for five minutes.',
  responses: { 200: closed({ options: AssertionOptions }) },
});

export const enterByPasskey = defineRoute({
  ...entering,
  path: '/enter/passkey',
  summary: 'Enters with a passkey, without a nickname: the phone says whose it is.',
  body: closed({ answer: Assertion }),
  responses: { 200: Entered },
});

export const listPasskeys = defineRoute({
  ...own,
  method: 'GET',
  path: '/me/passkeys',
  summary: 'The passkeys of this account, and whether it has a passphrase.',
  responses: { 200: closed({ passkeys: Type.Array(Passkey), passphrase: Type.Boolean() }) },
});

export const askNewPasskey = defineRoute({
  ...own,
  method: 'POST',
  path: '/me/passkeys/question',
  summary: 'What a phone or computer must sign to become a passkey of this account.',
  mutation: 'session',
  responses: { 200: closed({ options: RegistrationOptions }) },
});

export const addPasskey = defineRoute({
  ...own,
  method: 'POST',
  path: '/me/passkeys',
  summary: 'Adds a passkey to this account.',
  mutation: 'session',
  body: closed({ name: Type.String({ minLength: 1, maxLength: 40 }), answer: Registration }),
  responses: { 201: Passkey },
});

export const removePasskey = defineRoute({
  ...own,
  method: 'DELETE',
  path: '/me/passkeys/:id',
  summary: 'Removes a passkey; the last one only where a passphrase is left.',
  mutation: 'session',
  params: closed({ id: CredentialId }),
  responses: { 200: Done },
});
