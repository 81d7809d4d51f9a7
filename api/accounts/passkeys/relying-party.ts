import { JokaError } from '../../../game/errors.ts';

/** Whom a passkey is made for: WebAuthn's relying party id (a host name) and the origins it may answer from. */
export type RelyingParty = { readonly id: string; readonly origin: string };

/**
 * The instance's public address; without one, `localhost` under the port it is reached by.
 * @param own origin of the request itself, `http://localhost:8080`
 * @throws JokaError PASSKEY_ADDRESS where browsers would refuse: a number for a name, another host, plain http
 */
export const relyingParty = (publicUrl: string | null, own: string): RelyingParty => {
  const at = new URL(own);
  if (publicUrl === null) {
    if (at.hostname !== 'localhost') throw new JokaError('PASSKEY_ADDRESS', { host: at.hostname });
    return { id: 'localhost', origin: at.origin };
  }
  const { hostname, origin, protocol } = new URL(publicUrl);
  if (protocol !== 'https:' && hostname !== 'localhost')
    throw new JokaError('PASSKEY_ADDRESS', { host: hostname });
  return { id: hostname, origin };
};
