import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { JokaError } from '../../../game/errors.ts';
import type { Clock } from '../../../infra/clock.ts';
import type { Database } from '../../../infra/db/database.ts';
import type { Passkey, Registration, RegistrationOptions } from '../../contract/passkeys.ts';
import { CHALLENGE_MS, newChallenge, takeChallenge } from './challenges.ts';
import { passkeyLine } from './list.ts';
import type { RelyingParty } from './relying-party.ts';

type Deps = { readonly db: Pick<Database, 'idp'>; readonly clock: Clock };

/** One account keeps at most this many. */
const MOST = 10;

/** What a phone or computer must sign to become a passkey of this account. */
export const askRegistration = async (
  { db, clock }: Deps,
  rp: RelyingParty,
  account: string,
  nickname: string,
): Promise<RegistrationOptions> => {
  const known = await db.idp
    .selectFrom('idp.passkeys')
    .select(['id', 'transports'])
    .where('account', '=', account)
    .execute();
  const options = await generateRegistrationOptions({
    rpName: 'Joka',
    rpID: rp.id,
    userName: nickname,
    userDisplayName: nickname,
    userID: new TextEncoder().encode(account),
    challenge: await newChallenge(db.idp, clock, account),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
  });
  return {
    rp: { name: 'Joka', id: rp.id },
    user: options.user,
    challenge: options.challenge,
    pubKeyCredParams: options.pubKeyCredParams.map(({ alg }) => ({ alg, type: 'public-key' })),
    timeout: CHALLENGE_MS,
    attestation: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, type: 'public-key', transports })),
    // Found by the phone itself, and only after its lock was opened: a passkey is then enough by itself.
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  };
};

/**
 * Keeps the public key of what the browser made.
 * @throws JokaError PASSKEY_CHALLENGE_OVER, PASSKEY_REFUSED
 */
export const register = async (
  { db, clock }: Deps,
  rp: RelyingParty,
  account: string,
  { name, answer }: { name: string; answer: Registration },
): Promise<Passkey> => {
  const challenge = await takeChallenge(db.idp, clock, account, answer.response.clientDataJSON);
  const verified = await verifyRegistrationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw new JokaError('PASSKEY_REFUSED', { reason: 'its signature does not hold' }, error);
  });
  if (!verified.verified) throw new JokaError('PASSKEY_REFUSED', { reason: 'its signature does not hold' });
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const at = new Date(clock.now());
  return db.idp.transaction().execute(async (trx) => {
    // One at a time per account, so that the limit holds.
    await trx.selectFrom('idp.users').select('id').where('id', '=', account).forUpdate().execute();
    const held = await trx.selectFrom('idp.passkeys').select('id').where('account', '=', account).execute();
    if (held.length >= MOST) throw new JokaError('PASSKEY_REFUSED', { reason: `${MOST} are kept at most` });
    const row = await trx
      .insertInto('idp.passkeys')
      .values({
        id: credential.id,
        account,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: (answer.response.transports ?? []).slice(0, 10),
        synced: credentialBackedUp,
        name: name.trim() === '' ? 'Joka' : name.trim(),
        created_at: at,
        last_used_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new JokaError('PASSKEY_REFUSED', { reason: 'it is registered already' });
    return passkeyLine(row);
  });
};
