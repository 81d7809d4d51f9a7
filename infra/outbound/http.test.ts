import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { isPublicAddress } from './address.ts';
import type { HttpAnswer, HttpRequest } from './door.ts';
import { checkUrl, publicLookup } from './guard.ts';
import { createHttp } from './http.ts';

const servers: Server[] = [];
const serve = async (listener: RequestListener): Promise<{ url: string; host: string }> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
};
const closers: (() => Promise<void>)[] = [];
const door = (...hosts: readonly string[]) => {
  const outbound = createHttp(hosts);
  closers.push(() => outbound.close());
  return (request: Partial<HttpRequest> & { url: string }): Promise<HttpAnswer> =>
    outbound.http({ maxBytes: 1_000_000, timeoutMs: 3000, ...request });
};
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const bytesOf = async (answer: HttpAnswer): Promise<number> => {
  let size = 0;
  for await (const chunk of answer.body) size += chunk.length;
  return size;
};

describe('addresses', () => {
  test.each(['93.184.216.34', '1.1.1.1', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  test.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    'fe80::1',
    'fec0::1',
    'fd00:ec2::254',
    'ff02::1',
    'localhost',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    ['http://127.0.0.1/', /private/],
    ['http://2130706433/', /private/],
    ['http://0x7f.1/', /private/],
    ['http://[::ffff:169.254.169.254]/', /private/],
    ['https://example.org:22/', /port/],
    ['ftp://example.org/', /neither http nor https/],
    ['file:///etc/passwd', /neither http nor https/],
    ['http://user:secret@example.org/', /user or a password/],
    ['nothing', /not an address/],
  ])('%s is refused before anything is asked', async (url, reason) => {
    await expect(door()({ url })).rejects.toThrow(reason);
    expect(() => checkUrl(url, new Set())).toThrow(reason);
  });

  test('a name that leads to this machine is refused when it is resolved, and the connection is made to what was checked', async () => {
    await expect(door()({ url: 'http://localhost/' })).rejects.toMatchObject({
      code: 'FEED_ADDRESS_REFUSED',
    });
    const found = await new Promise<unknown>((resolve) => {
      publicLookup('localhost', { all: true }, (error, addresses) => resolve(error ?? addresses));
    });
    expect(found).toMatchObject({ code: 'FEED_ADDRESS_REFUSED' });
  });
});

describe('redirects', () => {
  test('into a private network are refused, also behind one that is allowed', async () => {
    let asked = 0;
    const inside = await serve((_, response) => {
      asked += 1;
      response.end('secret');
    });
    const outside = await serve((_, response) => {
      response.writeHead(302, { location: inside.url }).end();
    });
    await expect(door(outside.host)({ url: outside.url })).rejects.toMatchObject({
      code: 'FEED_ADDRESS_REFUSED',
    });
    expect(asked).toBe(0);
  });

  test('to another host carry no credential, to the same one they do; five at most', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers);
      response.end('ok');
    });
    const first = await serve((request, response) => {
      seen.push(request.headers);
      const location = request.url === '/' ? '/again' : other.url;
      response.writeHead(307, { location }).end();
    });
    const answer = await door(
      first.host,
      other.host,
    )({
      url: first.url,
      headers: { authorization: 'Bearer x', apikey: 'y', accept: 'text/plain' },
    });
    expect(await bytesOf(answer)).toBe(2);
    expect(seen.map(({ authorization, apikey, accept }) => [authorization, apikey, accept])).toEqual([
      ['Bearer x', 'y', 'text/plain'],
      ['Bearer x', 'y', 'text/plain'],
      [undefined, undefined, 'text/plain'],
    ]);
    const ring = await serve((_, response) => {
      response.writeHead(302, { location: '/' }).end();
    });
    await expect(door(ring.host)({ url: ring.url })).rejects.toThrow(/more than 5 redirects/);
    await expect(door(ring.host)({ url: ring.url, method: 'POST', body: 'x' })).rejects.toThrow(
      /redirect of what was sent/,
    );
  });
});

describe('bounds', () => {
  test('a body that is too long, and one that grows when unzipped, end with an error', async () => {
    const big = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const zipped = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(big);
    });
    expect(big.length).toBeLessThan(1_000_000);
    await expect(door(zipped.host)({ url: zipped.url }).then(bytesOf)).rejects.toMatchObject({
      code: 'FEED_ANSWER_TOO_LARGE',
    });
    const endless = await serve((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        if (response.write(Buffer.alloc(65_536))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    await expect(door(endless.host)({ url: endless.url }).then(bytesOf)).rejects.toMatchObject({
      code: 'FEED_ANSWER_TOO_LARGE',
    });
  });

  test('an answer that never comes, or stops in the middle, is given up in time', async () => {
    const silent = await serve(() => undefined);
    await expect(door(silent.host)({ url: silent.url, timeoutMs: 300 })).rejects.toMatchObject({
      code: 'FEED_SOURCE_UNAVAILABLE',
    });
    const stalling = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
    });
    const answer = door(stalling.host)({ url: stalling.url, timeoutMs: 400 });
    await expect(answer.then(bytesOf)).rejects.toMatchObject({ code: 'FEED_SOURCE_UNAVAILABLE' });
  });

  test('unzips what is whole and gives it as it was', async () => {
    const text = Buffer.from('déjà vu '.repeat(1000));
    const zipped = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
    });
    expect(await bytesOf(await door(zipped.host)({ url: zipped.url }))).toBe(text.length);
  });
});
