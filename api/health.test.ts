import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClient } from '../infra/db/pool.ts';
import { directoryStore } from '../infra/object-store/directory.ts';
import { reach } from '../infra/temporal/reachable.ts';
import { openHarness } from './test/harness.ts';
import type { Harness } from './test/harness.ts';

let joka: Harness;
let folder: string;
let temporal: net.Server;
let address: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joka-health-'));
  temporal = net.createServer((socket) => socket.end());
  await new Promise<void>((resolve) => temporal.listen(0, '127.0.0.1', resolve));
  const found = temporal.address();
  address = `127.0.0.1:${typeof found === 'object' && found !== null ? found.port : 0}`;
  joka = await openHarness('real', {
    store: directoryStore(join(folder, 'objects')),
    probes: { temporal: () => reach(address) },
  });
});
afterAll(async () => {
  await joka.close();
  temporal.close();
  await rm(folder, { recursive: true, force: true });
});

const readyz = async (): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await joka.app.inject('/readyz');
  return { status: answer.statusCode, body: answer.json() };
};

describe('/readyz', () => {
  it('says whether a worker is connected, from the moment it is to the moment it dies', async () => {
    expect(await readyz()).toEqual({
      status: 200,
      body: { ready: true, database: true, objects: true, instance: true, worker: false, temporal: true },
    });
    const worker = await openClient(joka.test.url, 'joka:worker');
    expect((await readyz()).body).toMatchObject({ worker: true });
    await worker.end();
    for (let i = 0; i < 50 && (await readyz()).body['worker'] === true; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await readyz()).body).toMatchObject({ ready: true, worker: false });
  });

  it('says when Temporal cannot be reached', async () => {
    await new Promise((resolve) => temporal.close(resolve));
    expect(await readyz()).toMatchObject({ status: 200, body: { ready: true, temporal: false } });
  });

  it('is 503 while objects cannot be written, and says that it is they', async () => {
    await rm(join(folder, 'objects'), { recursive: true, force: true });
    await writeFile(join(folder, 'objects'), 'a file where the directory was');
    expect(await readyz()).toMatchObject({
      status: 503,
      body: { ready: false, database: true, objects: false },
    });
    await rm(join(folder, 'objects'));
    expect(await readyz()).toMatchObject({ status: 200, body: { ready: true, objects: true } });
  });

  it('is 503 while the database is away, though the process lives', async () => {
    const broken = await openHarness();
    expect((await broken.app.inject('/readyz')).statusCode).toBe(200);
    await broken.test.db.close();
    const answer = await broken.app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ ready: false, database: false, instance: false, worker: false });
    expect((await broken.app.inject('/healthz')).json()).toEqual({ alive: true });
    await broken.app.close();
  });
});
