import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../infra/clock.ts';
import { crashPoints } from '../infra/crash-points.ts';
import { openLake } from '../infra/lake/open-lake.ts';
import { memoryStore } from '../infra/object-store/memory.ts';
import { testDatabase, type TestDatabase } from '../test/support/database.ts';
import { PIPELINES } from './flows/pipelines.ts';
import { createRegistry } from './registry.ts';
import { DEFAULT_SCHEDULES } from './schedules.ts';
import type { Registry } from './work.ts';

let database: TestDatabase;
let cacheDir: string;
let registry: Registry;
beforeAll(async () => {
  database = await testDatabase();
  cacheDir = await mkdtemp(join(tmpdir(), 'joka-registry-'));
  const doors = { db: database.db, store: memoryStore(), clock: fixedClock(0) };
  registry = createRegistry({
    ...doors,
    study: openLake({ ...doors, cacheDir }),
    engine: {
      id: 'none',
      read: () => Promise.reject(new Error('nothing is read here')),
      close: () => Promise.resolve(),
    },
    credentials: () => null,
    sleep: () => Promise.resolve(),
  });
});
afterAll(async () => {
  await database.close();
  await rm(cacheDir, { recursive: true });
});

test('Temporal runs the same kinds as the inline runner', () => {
  const flows = PIPELINES.map(({ kind }) => kind);
  expect(flows.toSorted()).toEqual(Object.keys(registry).toSorted());
});

test('every schedule causes work that some pipeline does', () => {
  expect(DEFAULT_SCHEDULES.filter(({ kind }) => !(kind in registry))).toEqual([]);
});

test('every step of every pipeline, and every save, can be killed', () => {
  const points = new Set(crashPoints());
  const places = Object.values(registry).flatMap(({ kind, steps }) => [
    `save:${kind}`,
    ...Object.keys(steps).map((step) => `step:${kind}.${step}`),
  ]);
  expect(places.length).toBeGreaterThan(25);
  expect(places.filter((place) => !points.has(`${place}:before`) || !points.has(`${place}:after`))).toEqual(
    [],
  );
});

test('states begin as JSON: what a runner keeps is what it gets back', () => {
  for (const work of Object.values(registry)) {
    const state = work.begin('0d2b8a54-0000-4000-8000-000000000001');
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  }
});
