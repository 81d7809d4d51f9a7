import type { FastifyReply, FastifyRequest } from 'fastify';
import { JokaError } from '../../game/errors.ts';
import type { Session, Sessions } from '../accounts/sessions.ts';
import type { Route } from '../contract/route.ts';
import type { WebConfig } from '../deps.ts';

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | null;
  }
}

const COOKIE = 'joka';

/** The cookie's token, or null. */
export const tokenOf = (request: FastifyRequest): string | null => {
  const token = request.cookies[COOKIE];
  return token === undefined || token.length > 100 ? null : token;
};

const cookie = (config: WebConfig) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: config.https }) as const;

/** The session lives in a cookie that scripts cannot read. */
export const giveCookie = (reply: FastifyReply, config: WebConfig, token: string): void =>
  void reply.setCookie(COOKIE, token, { ...cookie(config), maxAge: 180 * 86_400 });
export const takeCookie = (reply: FastifyReply, config: WebConfig): void =>
  void reply.clearCookie(COOKIE, cookie(config));

/**
 * Refuses a write that a browser sends for another site: by Sec-Fetch-Site, else by Origin. Programs send neither.
 * @throws JokaError CROSS_SITE_REFUSED
 */
const refuseCrossSite = (request: FastifyRequest, config: WebConfig): void => {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new JokaError('CROSS_SITE_REFUSED', { header: 'Sec-Fetch-Site' });
  const { origin } = request.headers;
  if (origin === undefined || origin === config.publicUrl) return;
  // Both through URL, so that a default port written out does not differ.
  const own = `${request.protocol}://${request.host}`;
  if (!URL.canParse(origin) || !URL.canParse(own) || new URL(origin).host !== new URL(own).host)
    throw new JokaError('CROSS_SITE_REFUSED', { header: 'Origin' });
};

/** Reads who asks and refuses whoever the contract does not name, before any body is read. */
export const guard =
  (route: Route, sessions: Sessions, config: WebConfig) =>
  async (request: FastifyRequest): Promise<void> => {
    refuseCrossSite(request, config);
    const token = tokenOf(request);
    const found = token === null ? null : await sessions.read(token);
    request.session = found === 'erased' ? null : found;
    if (route.roles === 'anyone') return;
    if (found === 'erased') throw new JokaError('PERSON_ERASED');
    if (found === null) throw new JokaError('SESSION_MISSING');
    if (!route.roles.includes(found.role)) throw new JokaError('ROLE_FORBIDDEN', { role: found.role });
  };
