import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase } from '../../infra/db/database.ts';
import { openClient } from '../../infra/db/pool.ts';
import { createChildGate } from '../../ingest/photos/gate/child-gate.ts';
import { createTesseract } from '../../ingest/photos/read/tesseract.ts';
import { photograph, POSTERS } from '../../ingest/photos/test/poster.ts';
import { databaseUrl } from '../support/database-url.ts';
import { copyFolder, seed, writeScenarioPages } from './scenario.ts';

export type Trial = { readonly url: string; readonly folder: string; close(): Promise<void> };
export type Trials = { begin(): Promise<Trial>; close(): Promise<void> };

const onServer = async (sql: string): Promise<void> => {
  const client = await openClient(inject('serverUrl'));
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

/** The real gate and the real reader over one rendered poster. */
const readOnce = async (folder: string): Promise<void> => {
  const [poster] = POSTERS.filter(({ name }) => name === 'apprentice');
  if (poster === undefined) throw new Error('no such poster');
  const [gate, engine] = [createChildGate(), createTesseract()];
  try {
    const { jpeg, ...admitted } = await gate.admit(await photograph(poster));
    const reading = await engine.read(jpeg, 'window.jpg');
    await writeFile(join(folder, 'picture.jpg'), jpeg);
    await writeFile(join(folder, 'picture.json'), JSON.stringify({ admitted, reading }));
  } finally {
    await Promise.all([gate.close(), engine.close()]);
  }
};

/** Prepares the scenario once; each trial then begins from its own copy, in a tenth of a second. */
export const prepareTrials = async (): Promise<Trials> => {
  const seeded = `joka_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const root = await mkdtemp(join(tmpdir(), 'joka-crash-'));
  const template = join(root, 'template');
  await mkdir(template);
  await writeScenarioPages(template);
  await readOnce(template);
  await onServer(`CREATE DATABASE ${seeded} TEMPLATE ${inject('template')}`);
  const db = openDatabase(databaseUrl(inject('serverUrl'), seeded));
  await seed(db);
  await db.close();
  const make = async (): Promise<Trial> => {
    const name = `joka_test_${process.pid}_${randomBytes(6).toString('hex')}`;
    const folder = join(root, name);
    await onServer(`CREATE DATABASE ${name} TEMPLATE ${seeded}`);
    await copyFolder(template, folder);
    return {
      url: databaseUrl(inject('serverUrl'), name),
      folder,
      close: async () => {
        await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await rm(folder, { recursive: true, force: true });
      },
    };
  };
  // A database takes as long to copy as a trial to play: the next one is made meanwhile.
  let next = make();
  return {
    begin: () => {
      const ready = next;
      next = ready.then(make, make);
      return ready;
    },
    close: async () => {
      await (await next).close();
      await onServer(`DROP DATABASE IF EXISTS ${seeded} WITH (FORCE)`);
      await rm(root, { recursive: true, force: true });
    },
  };
};
