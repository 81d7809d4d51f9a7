import net from 'node:net';
import { SUPERUSER } from './cluster.ts';
import type { Place } from './place.ts';

/** Details of failing statements hold values of rows, so the server's log keeps none of them. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  max_connections: '200',
  shared_buffers: '96MB',
  max_wal_size: '512MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/**
 * The postmaster's command line. It listens on a Unix socket in a directory of its own, so a taken port 5432 does
 * not matter; without sockets on loopback, at a free port.
 */
export const serverArguments = async (
  place: Place,
  unixSockets: boolean,
  extra: Readonly<Record<string, string>> = {},
): Promise<string[]> => {
  const where = unixSockets
    ? { listen_addresses: '', unix_socket_directories: place.sockets, port: '5432' }
    : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) };
  const settings = { ...SETTINGS, ...where, ...extra };
  return [
    '-D',
    place.data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
};

/** The address of one database of the server, as every PostgreSQL client reads it. */
export const serverUrl = (
  password: string,
  at: { sockets: string; port: number },
  database: string,
): string => {
  const host = at.sockets === '' ? '127.0.0.1' : encodeURIComponent(at.sockets);
  return `postgres://${SUPERUSER}:${password}@localhost:${at.port}/${database}?host=${host}`;
};
