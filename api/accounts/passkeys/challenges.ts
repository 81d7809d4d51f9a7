import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { JokaError } from '../../../game/errors.ts';
import type { Clock } from '../../../infra/clock.ts';
import type { Tables } from '../../../infra/db/tables.ts';
import { sha256 } from '../codes.ts';

/** How long a question may be answered. */
export const CHALLENGE_MS = 5 * 60_000;

/** A random challenge of 256 bits, remembered by its hash; for one account, or for whoever comes (null). */
export const newChallenge = async (
  idp: Kysely<Tables>,
  clock: Clock,
  account: string | null,
): Promise<Uint8Array<ArrayBuffer>> => {
  const challenge = new Uint8Array(randomBytes(32));
  await idp
    .insertInto('idp.challenges')
    .values({
      challenge_sha256: sha256(Buffer.from(challenge).toString('base64url')),
      account,
      expires_at: new Date(clock.now() + CHALLENGE_MS),
    })
    .execute();
  return challenge;
};

/** The challenge inside a browser's `clientDataJSON`; empty when there is none. */
const challengeIn = (clientDataJSON: string): string => {
  try {
    const data = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as unknown;
    const challenge =
      typeof data === 'object' && data !== null && 'challenge' in data ? data.challenge : undefined;
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
};

/**
 * Takes the challenge that an answer signed: gone before it is judged, so that no answer serves twice.
 * @returns the challenge, base64url
 * @throws JokaError PASSKEY_CHALLENGE_OVER when it was never asked, has served, is too old or was another account's
 */
export const takeChallenge = async (
  idp: Kysely<Tables>,
  clock: Clock,
  account: string | null,
  clientDataJSON: string,
): Promise<string> => {
  const challenge = challengeIn(clientDataJSON);
  const row = await idp
    .deleteFrom('idp.challenges')
    .where('challenge_sha256', '=', sha256(challenge))
    .where('account', account === null ? 'is' : '=', account)
    .returning('expires_at')
    .executeTakeFirst();
  if (row === undefined || row.expires_at.getTime() <= clock.now())
    throw new JokaError('PASSKEY_CHALLENGE_OVER');
  return challenge;
};
