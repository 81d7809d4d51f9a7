import net from 'node:net';
import type { Config } from '../config.ts';

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (net.isIPv4(host) && host.startsWith('127.'));

/**
 * Whether the demo's one-click doors may stand open: only where nobody but this machine can come. Null when they
 * may, else the variable in the way and the reason.
 */
export const whyDemoIsClosed = (config: Config): { variable: string; reason: string } | null => {
  if (config.JOKA_PUBLIC_URL !== null)
    return { variable: 'JOKA_PUBLIC_URL', reason: 'JOKA_PUBLIC_URL says that others can reach it' };
  if (config.JOKA_TRUSTED_PROXIES.length > 0)
    return {
      variable: 'JOKA_TRUSTED_PROXIES',
      reason: 'JOKA_TRUSTED_PROXIES says that a proxy stands before it',
    };
  if (!isLoopback(config.JOKA_HOST))
    return { variable: 'JOKA_HOST', reason: `JOKA_HOST=${config.JOKA_HOST} lets other machines in` };
  return null;
};
