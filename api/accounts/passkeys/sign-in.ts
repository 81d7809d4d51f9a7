import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Selectable } from 'kysely';
import { JokaError } from '../../../game/errors.ts';
import type { Clock } from '../../../infra/clock.ts';
import type { Database } from '../../../infra/db/database.ts';
import type { Tables } from '../../../infra/db/tables.ts';
import type { Assertion, AssertionOptions } from '../../contract/passkeys.ts';
import { CHALLENGE_MS, newChallenge, takeChallenge } from './challenges.ts';
import type { RelyingParty } from './relying-party.ts';

type Deps = { readonly db: Pick<Database, 'idp'>; readonly clock: Clock };
type Row = Selectable<Tables['idp.passkeys']>;

/** What a passkey must sign to enter. No credential is named, so the answer says nothing about who exists. */
export const askSignIn = async ({ db, clock }: Deps, rp: RelyingParty): Promise<AssertionOptions> => ({
  challenge: Buffer.from(await newChallenge(db.idp, clock, null)).toString('base64url'),
  rpId: rp.id,
  timeout: CHALLENGE_MS,
  userVerification: 'required',
});

const refused = (reason: string, cause?: unknown): JokaError =>
  new JokaError('PASSKEY_REFUSED', { reason }, cause);

/** The signature over the challenge, by the key we keep. @returns the authenticator's new counter */
const verify = async (rp: RelyingParty, row: Row, challenge: string, answer: Assertion): Promise<number> => {
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: true,
    credential: {
      id: row.id,
      publicKey: new Uint8Array(row.public_key),
      counter: row.counter,
      transports: row.transports,
    },
  }).catch((error: unknown) => {
    throw refused('its signature does not hold', error);
  });
  if (!verified) throw refused('its signature does not hold');
  return authenticationInfo.newCounter;
};

/**
 * The account a passkey opens.
 * @throws JokaError PASSKEY_CHALLENGE_OVER, PASSKEY_REFUSED
 */
export const signIn = async ({ db, clock }: Deps, rp: RelyingParty, answer: Assertion): Promise<string> => {
  const challenge = await takeChallenge(db.idp, clock, null, answer.response.clientDataJSON);
  const row = await db.idp
    .selectFrom('idp.passkeys')
    .selectAll()
    .where('id', '=', answer.id)
    .executeTakeFirst();
  if (row === undefined) throw refused('it is not known');
  const { userHandle } = answer.response;
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString('utf8') !== row.account)
    throw refused('it is not known');
  const counter = await verify(rp, row, challenge, answer);
  // A counter that does not grow is a copy of the key. Synced passkeys have none and always say 0.
  const kept = await db.idp
    .updateTable('idp.passkeys')
    .set({ counter, last_used_at: new Date(clock.now()) })
    .where('id', '=', row.id)
    .where((eb) =>
      eb.or([eb('counter', '<', counter), eb.and([eb('counter', '=', 0), eb.val(counter === 0)])]),
    )
    .returning('account')
    .executeTakeFirst();
  if (kept === undefined) throw refused('its counter went back');
  return kept.account;
};
