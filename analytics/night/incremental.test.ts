import { gridDisk, latLngToCell } from 'h3-js';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles } from '../../infra/lake/manifest.ts';
import { sha256 } from '../../infra/object-store/keys.ts';
import { enrol, stage, studyBench, type Enrolled, type StudyBench } from '../../test/support/study.ts';
import { eraseResults } from '../erase-results.ts';
import { runNight } from '../night.ts';
import { studyNightPipeline, type NightState } from '../pipeline.ts';
import type { Run } from '../runs.ts';
import { createNightSteps } from '../steps.ts';
import { findTerritory, type Territory } from '../territories.ts';
import { planNight } from './plan.ts';

/** A seeded sequence of numbers below 1. */
const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const CELLS = gridDisk(latLngToCell(50.42, 2.78, 11), 3);
const BEGIN = Date.parse('2026-09-28T06:00:00Z');

let bench: StudyBench;
let territory: Territory;
let people: Enrolled[];
const next = random(20261125);

/** A walk of some minutes over neighbouring cells at a moment many share, with jumps, copies and bad rows among them. */
const walk = (): Record<string, unknown>[] => {
  const day = Math.floor(next() * 14);
  const from = BEGIN + day * 86_400_000 + Math.floor(next() * 4) * 3_600_000;
  return Array.from({ length: 4 + Math.floor(next() * 8) }, (_, i) => {
    const at = from + i * 240_000 + Math.floor(next() * 60_000);
    const home = next() < 0.1;
    return {
      at: new Date(at).toISOString(),
      lastAt: new Date(at + 60_000 + Math.floor(next() * 500_000)).toISOString(),
      cell: home
        ? null
        : next() < 0.05
          ? latLngToCell(48.85, 2.35, 11)
          : CELLS[Math.floor(next() * CELLS.length)],
      home,
      n: 3,
      accuracy: next() < 0.1 ? 'poor' : 'fine',
      session: 's',
      observation: next() < 0.2 ? 'logger' : 'session',
    };
  });
};

const live = async (person: Enrolled, walks: number): Promise<void> => {
  for (let i = 0; i < walks; i += 1) await stage(bench.db, person.game, 'fixes', walk());
  const other = people[Math.floor(next() * people.length)];
  if (other !== undefined && other !== person)
    await stage(bench.db, person.game, 'interactions', [
      {
        at: new Date(BEGIN + Math.floor(next() * 14) * 86_400_000).toISOString(),
        kind: 'meeting',
        otherKind: 'peer',
        other: other.game,
        offer: null,
        confirmed: true,
      },
    ]);
};

beforeAll(async () => {
  bench = await studyBench();
  territory = await findTerritory(bench.db, 'T1');
  people = await Promise.all(Array.from({ length: 14 }, () => enrol(bench.db)));
  for (const person of people) await live(person, 4);
  await bench.lake.flush();
});
afterAll(() => bench.close());

type Whole = { outputs: Run['outputs']; lake: string[] };
const derived = async (): Promise<string[]> =>
  (await listFiles(bench.db.study, { tables: ['stays', 'trips', 'encounters'] })).map((file) => file.key);
const incremental = async (): Promise<Whole> => {
  const run = await runNight(bench, territory, { rowsPerTask: 60 });
  return { outputs: run.outputs, lake: await derived() };
};
const full = async (): Promise<Whole> => {
  const run = await runNight(bench, territory, { full: true });
  return { outputs: run.outputs, lake: await derived() };
};
const touched = async (): Promise<number> => (await planNight(bench, territory)).touched;
const parts = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of bench.store.list('parts/')) keys.push(key);
  return keys;
};

describe('a night that computes only whom it must', () => {
  it('writes byte for byte what a whole one writes, whatever happened since the last', async () => {
    expect(await incremental()).toEqual(await full());
    const rounds: readonly (() => Promise<number>)[] = [
      () => Promise.resolve(0),
      async () => {
        await live(people[3] as Enrolled, 1);
        return 1;
      },
      async () => {
        const newcomer = await enrol(bench.db);
        people.push(newcomer);
        await live(newcomer, 3);
        await live(people[0] as Enrolled, 2);
        return 2;
      },
      async () => {
        await bench.lake.merge(); // other files, the same rows: nobody is touched
        return 0;
      },
      async () => {
        const gone = people[5] as Enrolled;
        await sql`INSERT INTO vault.consents (account, purpose, given, text_version)
                  VALUES (${gone.account}, 'research', false, '1')`.execute(bench.db.vault);
        return 0;
      },
      async () => {
        await live(people[7] as Enrolled, 2);
        await bench.lake.merge(); // the withdrawn person's rows leave the files
        return 1;
      },
    ];
    for (const [i, change] of rounds.entries()) {
      const expected = await change();
      await bench.lake.flush();
      expect({ round: i, touched: await touched() }).toEqual({ round: i, touched: expected });
      const some = await incremental();
      expect(some.lake.length).toBeGreaterThan(5);
      expect({ round: i, ...some }).toEqual({ round: i, ...(await full()) });
      expect(await parts()).toEqual([]);
    }
  });

  it('keeps stays, trips and encounters in the lake, and writes nothing when nothing changed', async () => {
    const { relations } = await bench.lake.snapshot(['stays', 'trips', 'encounters']);
    const duck = await bench.openDuck();
    const count = async (relation = ''): Promise<number> =>
      Number((await duck.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${relation}`))[0]?.n);
    expect(await count(relations.stays)).toBeGreaterThan(20);
    expect(await count(relations.trips)).toBeGreaterThan(2);
    expect(await count(relations.encounters)).toBeGreaterThan(10);
    // Each pair once, of two who consent; a trip joins the end of a stay with the beginning of the next.
    expect(await count(`${relations.encounters ?? ''} WHERE person >= other`)).toBe(0);
    expect(await count(`${relations.trips ?? ''} WHERE last_at < "at"`)).toBe(0);
    duck.close();
    const before = await listFiles(bench.db.study);
    await incremental();
    expect(await listFiles(bench.db.study)).toEqual(before);
  });

  it('goes through the pipeline, its state as JSON, with several tasks', async () => {
    await live(people[2] as Enrolled, 2);
    await live(people[9] as Enrolled, 2);
    const steps = createNightSteps(bench, { rowsPerTask: 20 });
    let state = studyNightPipeline.begin('T1');
    const seen: NightState[] = [];
    for (let more: unknown = 'again'; more !== 'done';) {
      const answer = await studyNightPipeline.advance(steps, state);
      state = JSON.parse(JSON.stringify(answer.state)) as NightState;
      seen.push(state);
      more = answer.next;
    }
    expect(seen.some(({ people: done }) => done.length > 1)).toBe(true);
    expect(JSON.stringify(seen)).not.toContain(people[2]?.study ?? '');
    const written = await derived();
    expect(written).toEqual((await full()).lake);
  });

  it('begins again without the person when one is erased in the middle', async () => {
    const gone = people[1] as Enrolled;
    await live(gone, 2);
    const steps = createNightSteps(bench);
    let state = studyNightPipeline.begin('T1');
    while (state.people.length === 0) ({ state } = await studyNightPipeline.advance(steps, state));
    await sql`INSERT INTO vault.consents (account, purpose, given, text_version)
              VALUES (${gone.account}, 'research', false, '1')`.execute(bench.db.vault);
    await bench.lake.erase(sha256(gone.study));
    await eraseResults(bench, sha256(gone.study));
    for (let more: unknown = 'again'; more !== 'done';)
      ({ state, next: more } = await studyNightPipeline.advance(steps, state));
    expect(state.again).toBe(1);
    const duck = await bench.openDuck();
    for await (const key of bench.store.list('')) {
      if (!key.endsWith('.parquet')) continue;
      const [path = ''] = await bench.files.paths([key]);
      const rows = await duck.rows<Record<string, unknown>>(`SELECT * FROM read_parquet('${path}')`);
      expect({ key, named: rows.some((row) => Object.values(row).includes(gone.study)) }).toEqual({
        key,
        named: false,
      });
    }
    duck.close();
  });
});
