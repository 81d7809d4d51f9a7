import type {
  addPasskey as addRoute,
  askNewPasskey,
  askPasskey,
  enterByPasskey as enterRoute,
} from '../../api/contract/passkeys.ts';
import type { ResponseOf } from '../../api/contract/route.ts';
import { write } from './client.ts';
import { FailureError } from './failure.ts';

/** Whether this browser, at this address, can have passkeys: a secure page under a name, not a number. */
export const passkeysWork = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(window.location.hostname);

/** Why the phone or its owner did not go on, under a code the page has words for. */
const asFailure = (error: unknown): unknown => {
  const name = error instanceof Error ? error.name : '';
  if (error instanceof FailureError) return error;
  const code = name === 'InvalidStateError' ? 'passkey_known' : 'passkey_cancelled';
  return new FailureError({ code, status: 400, requestId: null, message: name });
};

/** Enters with a passkey the phone finds by itself. @throws FailureError */
export const enterByPasskey = async (): Promise<ResponseOf<typeof enterRoute>> => {
  // Only who uses a passkey loads its code.
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { options } = await write<typeof askPasskey>('POST', '/enter/passkey/question');
  try {
    const answer = await startAuthentication({ optionsJSON: options });
    return await write<typeof enterRoute>('POST', '/enter/passkey', { body: { answer } });
  } catch (error) {
    throw asFailure(error);
  }
};

/** What a passkey made here is called in its owner's list, until they have several phones: the machine's kind. */
const deviceName = (): string => {
  const found = /Android|iPhone|iPad|Windows|Macintosh|CrOS|Linux/.exec(navigator.userAgent)?.[0] ?? 'Joka';
  return found === 'Macintosh' ? 'Mac' : found === 'CrOS' ? 'Chromebook' : found;
};

/** Makes this phone or computer a passkey of the account of the session. @throws FailureError */
export const addPasskey = async (): Promise<ResponseOf<typeof addRoute>> => {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const { options } = await write<typeof askNewPasskey>('POST', '/me/passkeys/question');
  try {
    const answer = await startRegistration({ optionsJSON: options });
    return await write<typeof addRoute>('POST', '/me/passkeys', { body: { name: deviceName(), answer } });
  } catch (error) {
    throw asFailure(error);
  }
};
