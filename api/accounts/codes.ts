import { createHash, createHmac, randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a code can be read aloud and written by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const spell = (bytes: Uint8Array): string => {
  const letters = Array.from(bytes, (byte) => ALPHABET[byte % 32]).join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
};

/** A random code of `length` letters, 5 bits each, in groups of four. */
export const newCode = (length: number): string => spell(randomBytes(length));

/** The same code for the same write: nobody without the secret can guess it, and a repeat gives it again. */
export const derivedCode = (secret: string, purpose: string, length: number): string =>
  spell(createHmac('sha512', secret).update(purpose).digest().subarray(0, length));

/** As typed by a person: spaces, dashes and case do not count, O is 0, I and L are 1. */
export const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');

/** What is stored instead of a code or token. Fast hash: codes are random, at least 60 bits. */
export const codeHash = (typed: string): string => sha256(plainCode(typed));

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

/** A session token for the cookie, 256 bits. */
export const newToken = (): string => randomBytes(32).toString('base64url');
