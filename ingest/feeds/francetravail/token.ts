import { JokaError } from '../../../game/errors.ts';
import type { HttpDoor } from '../../../infra/outbound/door.ts';
import type { Credentials } from '../connector.ts';
import { isObject } from '../row-reader.ts';
import { exchange, reasonIn } from './request.ts';

/** France Travail's token service for partners. */
export const TOKEN_URL =
  'https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=%2Fpartenaire';
const SCOPE = 'api_offresdemploiv2 o2dsoffre';
/** Renewed this long before it would expire (its life is about 25 minutes). */
const EARLY_MS = 60_000;

export type TokenSource = {
  /** A token that is valid now; asks for one only when needed. */
  current(): Promise<string>;
  /** Forgets a token that the API refused. */
  refused(token: string): void;
};

/**
 * Client-credentials tokens, kept in memory only.
 * @param now milliseconds since 1970
 * @throws JokaError FEED_CREDENTIALS_REFUSED (400 `invalid_client`, `invalid_scope`), FEED_SOURCE_UNAVAILABLE
 */
export const createTokenSource = (
  http: HttpDoor,
  tokenUrl: string,
  credentials: Credentials,
  now: () => number,
): TokenSource => {
  let kept: { token: string; until: number } | null = null;
  const ask = async (): Promise<{ token: string; until: number }> => {
    const asked = now();
    const url = new URL(tokenUrl);
    const answer = await exchange(http, url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        scope: SCOPE,
      }).toString(),
    });
    const source = url.host;
    if (answer.status >= 500 || answer.status === 429)
      throw new JokaError('FEED_SOURCE_UNAVAILABLE', {
        source,
        request: 'the token',
        reason: `status ${answer.status}`,
      });
    if (answer.status !== 200)
      throw new JokaError('FEED_CREDENTIALS_REFUSED', { source, reason: reasonIn(answer) });
    const body: unknown = JSON.parse(new TextDecoder().decode(answer.body));
    const token = isObject(body) ? body['access_token'] : null;
    const lifeSeconds = isObject(body) ? body['expires_in'] : null;
    if (typeof token !== 'string' || typeof lifeSeconds !== 'number')
      throw new JokaError('FEED_CREDENTIALS_REFUSED', { source, reason: 'an answer without a token' });
    // a short-lived token is used for half its life rather than never
    const lifeMs = lifeSeconds * 1000;
    return { token, until: asked + Math.max(lifeMs - EARLY_MS, lifeMs / 2) };
  };
  return {
    current: async () => {
      if (kept === null || now() >= kept.until) kept = await ask();
      return kept.token;
    },
    refused: (token) => {
      if (kept?.token === token) kept = null;
    },
  };
};
