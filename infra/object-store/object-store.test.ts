import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool, freePort } from '../../test/support/tools.ts';
import { directoryStore } from './directory.ts';
import { photoKey, rawKey } from './keys.ts';
import { memoryStore } from './memory.ts';
import type { ObjectStore } from './object-store.ts';
import { openS3Store } from './s3.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const collect = async (keys: AsyncIterable<string>): Promise<string[]> => {
  const found: string[] = [];
  for await (const key of keys) found.push(key);
  return found;
};

/** What every form of the store must do. */
const contract = (open: () => ObjectStore): void => {
  it('gives back what was put, and says who wrote it', async () => {
    const store = open();
    const page = bytes('one page');
    const key = rawKey('contract', page, 'json');
    expect(await store.put(key, page)).toMatchObject({ key, size: 8, written: true });
    expect(await store.put(key, page)).toMatchObject({ written: false });
    expect(await store.get(key)).toEqual(Uint8Array.from(page));
    expect(await store.head(key)).toMatchObject({ size: 8 });
  });

  it('answers null for what is absent', async () => {
    const key = photoKey(bytes('never put'));
    expect(await open().get(key)).toBeNull();
    expect(await open().head(key)).toBeNull();
  });

  it('refuses a key outside the grammar and bytes that are not the key’s', async () => {
    await expect(open().put('../etc/passwd', bytes('x'))).rejects.toMatchObject({
      code: 'STORE_KEY_INVALID',
    });
    await expect(open().put(photoKey(bytes('a')), bytes('b'))).rejects.toMatchObject({
      code: 'STORE_OBJECT_CORRUPT',
    });
  });

  it('lets exactly one of 20 simultaneous writers win', async () => {
    const page = bytes('a race');
    const key = rawKey('race', page, 'bin');
    const results = await Promise.all(Array.from({ length: 20 }, () => open().put(key, page)));
    expect(results.filter((result) => result.written)).toHaveLength(1);
  });

  it('lists a prefix in order and forgets what is deleted', async () => {
    const store = open();
    const keys = ['1', '2', '3'].map((name) => rawKey('listed', bytes(name), 'csv'));
    for (const [i, key] of keys.entries()) await store.put(key, bytes(String(i + 1)));
    expect(await collect(store.list('raw/listed/'))).toEqual([...keys].sort());
    for (const key of keys) await store.delete(key);
    await store.delete(keys[0] ?? '');
    expect(await collect(store.list('raw/listed/'))).toEqual([]);
  });
};

describe('memory store', () => {
  const store = memoryStore();
  contract(() => store);
});

describe('directory store', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'joka objets é '));
  });
  afterAll(() => rm(root, { recursive: true }));
  contract(() => directoryStore(root));

  it('detects a flipped byte on read', async () => {
    const page = bytes('whole');
    const key = rawKey('flipped', page, 'bin');
    await directoryStore(root).put(key, page);
    await writeFile(join(root, key), 'wholf');
    await expect(directoryStore(root).get(key)).rejects.toMatchObject({ code: 'STORE_OBJECT_CORRUPT' });
  });
});

const gateway = findTool('versitygw');

describe.skipIf(gateway === null)(
  `S3 store on versitygw${gateway === null ? ' (not on the PATH)' : ''}`,
  () => {
    let root = '';
    let server: ChildProcess;
    let store: ObjectStore & { close(): void };
    let endpoint = '';
    const credentials = { accessKey: 'joka-test', secretKey: 'joka-test-secret' };

    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'joka-s3-'));
      const port = await freePort();
      endpoint = `http://127.0.0.1:${port}`;
      server = spawn(gateway ?? '', ['--port', `127.0.0.1:${port}`, 'posix', root], {
        env: { ROOT_ACCESS_KEY: credentials.accessKey, ROOT_SECRET_KEY: credentials.secretKey },
        stdio: 'ignore',
      });
      const client = new S3Client({
        endpoint,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId: credentials.accessKey, secretAccessKey: credentials.secretKey },
        maxAttempts: 20,
      });
      await client.send(new CreateBucketCommand({ Bucket: 'joka-objects' }));
      client.destroy();
      store = await openS3Store({ endpoint, region: 'us-east-1', bucket: 'joka-objects', ...credentials });
    });
    afterAll(async () => {
      store?.close();
      server?.kill();
      await rm(root, { recursive: true, force: true });
    });
    contract(() => store);

    it('says what is wrong with a wrong secret', async () => {
      const wrong = {
        endpoint,
        region: 'us-east-1',
        bucket: 'joka-objects',
        accessKey: 'joka-test',
        secretKey: 'no',
      };
      await expect(openS3Store(wrong)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });
  },
);
