import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Assertion, Registration } from '../contract/passkeys.ts';

/** CBOR of what an authenticator writes: small integers, bytes, texts, maps (RFC 8949). */
type Cbor = number | string | Uint8Array | Map<number | string, Cbor>;
const head = (major: number, n: number): Buffer =>
  n < 24
    ? Buffer.from([(major << 5) | n])
    : n < 256
      ? Buffer.from([(major << 5) | 24, n])
      : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
const cbor = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)]),
  ]);
};

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();
const [PRESENT_AND_VERIFIED, WITH_CREDENTIAL] = [0x05, 0x40];

export type Asked = { readonly challenge: string; readonly origin?: string; readonly counter?: number };

/**
 * A security key in software, with a real ES256 key: what it signs is verified as any other. `localhost` is its
 * relying party.
 */
export const softAuthenticator = (account: string | null = null) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = base64(randomBytes(16));
  const clientData = (type: string, { challenge, origin = 'http://localhost' }: Asked): string =>
    JSON.stringify({ type, challenge, origin, crossOrigin: false });
  const authData = (flags: number, counter: number, more: Uint8Array = new Uint8Array()): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256('localhost'), Buffer.from([flags]), count, more]);
  };
  const common = { id, rawId: id, type: 'public-key', clientExtensionResults: {} } as const;
  return {
    id,
    register(asked: Asked): Registration {
      const jwk = (publicKey as KeyObject).export({ format: 'jwk' });
      const key: Cbor = new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(jwk.x ?? '', 'base64url')],
        [-3, Buffer.from(jwk.y ?? '', 'base64url')],
      ]);
      const raw = Buffer.from(id, 'base64url');
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, raw.length]), raw, cbor(key)]);
      const flags = PRESENT_AND_VERIFIED | WITH_CREDENTIAL;
      const attestation = new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData(flags, asked.counter ?? 0, credential)],
      ]);
      return {
        ...common,
        response: {
          clientDataJSON: base64(clientData('webauthn.create', asked)),
          attestationObject: base64(cbor(attestation)),
          transports: ['internal'],
        },
      };
    },
    sign(asked: Asked, userHandle = account): Assertion {
      const data = clientData('webauthn.get', asked);
      const auth = authData(PRESENT_AND_VERIFIED, asked.counter ?? 0);
      const signature = createSign('sha256')
        .update(Buffer.concat([auth, sha256(data)]))
        .sign(privateKey);
      return {
        ...common,
        response: {
          clientDataJSON: base64(data),
          authenticatorData: base64(auth),
          signature: base64(signature),
          ...(userHandle === null ? {} : { userHandle: base64(userHandle) }),
        },
      };
    },
  };
};
