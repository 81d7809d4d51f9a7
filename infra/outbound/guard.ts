import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { JokaError } from '../../game/errors.ts';
import { isPublicAddress } from './address.ts';

const PORTS = new Set(['80', '443']);

const refused = (host: string, reason: string): JokaError =>
  new JokaError('FEED_ADDRESS_REFUSED', { url: host, reason });

const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');

/** `host:port` of an address, as an allowed private host is written. */
export const hostPort = (url: URL): string => `${url.hostname.replaceAll(/[[\]]/g, '')}:${portOf(url)}`;

/**
 * Checks what an address says by itself: scheme, port, no user, an IP literal that is public.
 * @param allowed `host:port` of private hosts that an operator allows
 * @throws JokaError FEED_ADDRESS_REFUSED
 */
export const checkUrl = (text: string, allowed: ReadonlySet<string>): URL => {
  if (!URL.canParse(text)) throw refused('given', 'not an address');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(url.protocol, 'neither http nor https');
  if (url.username !== '' || url.password !== '')
    throw refused(url.host, 'a user or a password stands in it');
  if (allowed.has(hostPort(url))) return url;
  if (!PORTS.has(portOf(url))) throw refused(url.host, 'a port other than 80 and 443');
  const bare = url.hostname.replaceAll(/[[\]]/g, '');
  if (isIP(bare) !== 0 && !isPublicAddress(bare)) throw refused(url.host, 'a private address');
  return url;
};

/**
 * Resolves a name and lets only public addresses through: the connection is made to exactly what was checked, so that a
 * name that changes in between gains nothing. One private address among several refuses the name.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '', 0);
      return;
    }
    const [first] = addresses;
    if (!first || addresses.some(({ address }) => !isPublicAddress(address))) {
      callback(refused(hostname, 'it leads to a private address'), '', 0);
      return;
    }
    if (options.all === true) callback(null, addresses as never);
    else callback(null, first.address, first.family);
  });
};
