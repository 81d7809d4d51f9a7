import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporalAtHand, testTemporal } from '../../test/support/temporal.ts';
import { readConfig } from '../config.ts';
import { temporalAddress } from './address.ts';
import { connectionOptions, connectTemporal } from './connection.ts';

const openssl = (): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('SKIPPED: no openssl to make certificates with.');
    return false;
  }
};

test('without TLS settings the connection is in the clear; a key or a certificate makes it TLS', async () => {
  const base = { JOKA_TEMPORAL_ADDRESS: 'temporal.example.org:7233' };
  const options = async (more: Record<string, string>) =>
    connectionOptions(await temporalAddress(readConfig({ ...base, ...more }), base.JOKA_TEMPORAL_ADDRESS));
  expect(await options({})).toEqual({ address: 'temporal.example.org:7233' });
  expect(await options({ JOKA_TEMPORAL_TLS: 'true' })).toMatchObject({ tls: {} });
  expect(await options({ JOKA_TEMPORAL_API_KEY: 'k-1', JOKA_TEMPORAL_NAMESPACE: 'joka.prod' })).toEqual({
    address: 'temporal.example.org:7233',
    tls: {},
    apiKey: 'k-1',
  });
  await expect(options({ JOKA_TEMPORAL_TLS_CA: '/no/such/file.pem' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    details: { name: 'JOKA_TEMPORAL_TLS_CA' },
  });
});

/** The local server speaks no TLS: a door of Node before it does, and asks for a certificate as a hosted one would. */
describe.skipIf(!openssl() || !(await temporalAtHand()))('a Temporal server behind TLS', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof testTemporal>>;
  let door: tls.Server;
  let address: string;
  const file = (name: string): string => join(folder, name);
  const make = (name: string, subject: string): void => {
    const run = (...args: string[]): void => {
      execFileSync('openssl', args, { stdio: 'ignore' });
    };
    run(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      file(`${name}.key`),
      '-out',
      file(`${name}.csr`),
      '-subj',
      `/CN=${subject}`,
    );
    run(
      'x509',
      '-req',
      '-in',
      file(`${name}.csr`),
      '-CA',
      file('ca.pem'),
      '-CAkey',
      file('ca.key'),
      '-CAcreateserial',
      '-days',
      '2',
      '-out',
      file(`${name}.pem`),
      '-extfile',
      file('names'),
    );
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'joka-tls-'));
    server = await testTemporal();
    await writeFile(file('names'), 'subjectAltName=DNS:temporal.test');
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        file('ca.key'),
        '-out',
        file('ca.pem'),
        '-days',
        '2',
        '-subj',
        '/CN=Joka test authority',
      ],
      { stdio: 'ignore' },
    );
    make('server', 'temporal.test');
    make('client', 'joka');
    const [host = '', port = ''] = server.address.split(':');
    door = tls.createServer(
      {
        key: await readFile(file('server.key')),
        cert: await readFile(file('server.pem')),
        ca: await readFile(file('ca.pem')),
        requestCert: true,
        rejectUnauthorized: true,
        ALPNProtocols: ['h2'],
      },
      (socket) => {
        const inner = net.connect({ host, port: Number(port) });
        socket.pipe(inner).pipe(socket);
        for (const end of [socket, inner]) end.on('error', () => undefined);
      },
    );
    door.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const at = door.address();
    address = `127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
  });
  afterAll(async () => {
    door.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const config = (more: Record<string, string>) =>
    readConfig({ JOKA_TEMPORAL_ADDRESS: address, JOKA_TEMPORAL_TLS_NAME: 'temporal.test', ...more });
  const own = () => ({
    JOKA_TEMPORAL_TLS_CA: file('ca.pem'),
    JOKA_TEMPORAL_TLS_CERT: file('client.pem'),
    JOKA_TEMPORAL_TLS_KEY: file('client.key'),
  });

  test('is reached with its authority and one’s own certificate, by client and worker connection alike', async () => {
    const temporal = await connectTemporal(await temporalAddress(config(own()), address));
    const found = await temporal.client.workflowService.getSystemInfo({});
    expect(found.serverVersion).not.toBe('');
    await temporal.close();
  });

  test('is not reached without the certificate, nor with a wrong name, and it is said', async () => {
    const { JOKA_TEMPORAL_TLS_CA } = own();
    for (const more of [{ JOKA_TEMPORAL_TLS_CA }, { ...own(), JOKA_TEMPORAL_TLS_NAME: 'other.test' }])
      await expect(connectTemporal(await temporalAddress(config(more), address))).rejects.toMatchObject({
        code: 'TEMPORAL_UNREACHABLE',
      });
  });
});
