import { cellToParent, gridPathCells, latLngToCell } from 'h3-js';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, Pipeline } from '../infra/pipeline.ts';
import { openLake } from '../infra/lake/open-lake.ts';
import { sha256 } from '../infra/object-store/keys.ts';
import { enrol, stage, studyBench, type Enrolled, type StudyBench } from '../test/support/study.ts';
import { eraseResults } from './erase-results.ts';
import { publishWeekPipeline, studyNightPipeline } from './pipeline.ts';
import { latestRun } from './runs.ts';
import { createNightSteps, createPublishSteps } from './steps.ts';

const CENTRE = latLngToCell(50.42, 2.78, 11);
const FAR = latLngToCell(50.45, 2.83, 11);
const PATH = gridPathCells(CENTRE, FAR);
const minutes = (from: string, offset: number): string =>
  new Date(Date.parse(from) + offset * 60_000).toISOString();
const dwell = (from: string, offset: number, length: number, cell: string | null, device?: string) => ({
  at: minutes(from, offset),
  lastAt: minutes(from, offset + length),
  cell,
  home: cell === null,
  n: 3,
  accuracy: 'fine',
  session: from,
  ...(device === undefined ? {} : { device }),
});

const run = async <Steps, State extends Json>(
  pipeline: Pipeline<Steps, State>,
  steps: Steps,
  subject: string,
): Promise<State> => {
  for (let state = pipeline.begin(subject); ;) {
    const { state: after, next } = await pipeline.advance(steps, state);
    if (next === 'done') return after;
    state = after;
  }
};

let bench: StudyBench;
let people: Enrolled[];
const LOGGER = '77777777-7777-4777-8777-777777777777';
const week41 = '2026-10-06T15:00:00Z'; // Tuesday, 17:00 in Paris
const week42 = '2026-10-13T15:00:00Z';

/** Twelve people sit half an hour at the centre together, then walk the same path, each their own number of cells. */
beforeAll(async () => {
  bench = await studyBench();
  people = await Promise.all(Array.from({ length: 12 }, () => enrol(bench.db)));
  await bench.db.study.insertInto('study.loggers').values({ device: LOGGER }).execute();
  for (const [i, person] of people.entries()) {
    const walk = PATH.slice(1, 4 + i * 3).map((cell, k) => dwell(week41, 31 + k, 0.9, cell));
    await stage(bench.db, person.game, 'fixes', [dwell(week41, 0, 30, CENTRE), ...walk]);
  }
  const [ana, bob] = people as [Enrolled, Enrolled];
  await stage(bench.db, ana.game, 'fixes', [dwell(week42, 0, 20, null), dwell(week42, 0, 20, null)]);
  const days = Array.from({ length: 6 }, (_, day) => minutes('2026-10-05T00:00:00Z', day * 1440));
  for (const day of days)
    await stage(bench.db, bob.game, 'fixes', [
      dwell(day, 0, 600, CENTRE, LOGGER),
      dwell(day, 660, 600, FAR, LOGGER),
    ]);
  const contact = { offer: null, confirmed: true };
  await stage(bench.db, ana.game, 'interactions', [
    { ...contact, at: week41, kind: 'meeting', otherKind: 'peer', other: bob.game },
    { ...contact, at: week41, kind: 'question', otherKind: 'adviser', other: 'staff-1' },
    { ...contact, at: week41, kind: 'question', otherKind: 'adviser', other: 'staff-1' },
  ]);
});
afterAll(() => bench.close());

const table = async (name: string, where = 'true'): Promise<Record<string, unknown>[]> => {
  const night = await latestRun(bench.db, 'study-night', 'T1');
  const [path = ''] = await bench.files.paths([night?.outputs[name]?.key ?? '']);
  const duck = await bench.openDuck();
  try {
    return await duck.rows(`SELECT * FROM read_parquet('${path}') WHERE ${where}`);
  } finally {
    duck.close();
  }
};
const of = (person: Enrolled | undefined, week: string, mode = 'session'): string =>
  `person = '${person?.study ?? ''}' AND week = '${week}' AND observation = '${mode}'`;

describe('the night', () => {
  it('computes stays, measures and ties of who consents, with reasons for what is not known', async () => {
    const state = await run(studyNightPipeline, createNightSteps(bench), 'T1');
    expect(state.flushed).toBeGreaterThan(0);
    const [ana, bob] = people;
    const walked = new Set(PATH.slice(0, 4).map((cell) => cellToParent(cell, 10))).size;
    expect(await table('panel', of(ana, '2026-W41'))).toEqual([
      expect.objectContaining({
        days_observed: 1,
        quantum_m: 28,
        visited_cells_res10: walked,
        new_cells_res10: walked,
        stay_entropy_bits: 0,
        rg_km: null,
        rg_km_reason: 'needs_continuous_observation',
      }),
    ]);
    // Observed at home only: nothing walked is 0, not null. The copy sent twice counts once.
    expect(await table('panel', of(ana, '2026-W42'))).toEqual([
      expect.objectContaining({ observed_minutes: 20, visited_cells_res10: 0, new_cells_res10: 0 }),
    ]);
    expect(await table('panel', of(bob, '2026-W42'))).toEqual([
      expect.objectContaining({
        observed_minutes: 0,
        coverage: 0,
        visited_cells_res10: null,
        visited_cells_res10_reason: 'not_observed',
      }),
    ]);
    expect(await table('panel', of(bob, '2026-W41', 'logger'))).toEqual([
      expect.objectContaining({ days_observed: 6, stay_entropy_bits: 1, rg_km_reason: null }),
    ]);
  });

  it('gives ties by type: overlap between participants, null where alters are not observed', async () => {
    const [ana, bob] = people;
    const ties = await table('ties', `person = '${ana?.study ?? ''}'`);
    expect(ties.find((tie) => tie['other'] === bob?.study)).toMatchObject({
      tie_type: 'peer',
      interactions: 1,
      encounters: 1,
      overlap: 1, // everybody met everybody
      overlap_reason: null,
    });
    expect(ties.filter((tie) => tie['tie_type'] === 'adviser')).toEqual([
      expect.objectContaining({
        contacts: 2,
        encounters: null,
        overlap: null,
        overlap_reason: 'alters_unobserved',
      }),
    ]);
    const weeks = await table('ties_weeks', `person = '${ana?.study ?? ''}' AND week = '2026-W41'`);
    expect(weeks.map((row) => [row['tie_type'], row['contacts'], row['alters']])).toEqual([
      ['adviser', 2, 1],
      ['employer', 0, 0],
      ['joker', 0, 0],
      ['peer', 12, 11],
    ]);
  });

  it('writes places at resolution 9 and times in 15 minutes, nothing finer', async () => {
    const cells = await table('cells');
    expect(new Set(cells.map((row) => Number(((row['cell'] as bigint) >> 52n) & 15n)))).toEqual(new Set([9]));
    const stays = await table('stays');
    expect(stays.every((row) => /:(00|15|30|45):00$/.test(String(row['begin_local'])))).toBe(true);
  });

  it('gives the same manifest and the same objects when run again, also after a merge and on one thread', async () => {
    const before = await latestRun(bench.db, 'study-night', 'T1');
    await run(studyNightPipeline, createNightSteps(bench), 'T1');
    const again = await latestRun(bench.db, 'study-night', 'T1');
    expect(again?.id).toBe(before?.id);
    await bench.lake.merge();
    const { cacheDir } = bench;
    const single = openLake({ ...bench, cacheDir, threads: 1 });
    await run(studyNightPipeline, createNightSteps(single), 'T1');
    expect((await latestRun(bench.db, 'study-night', 'T1'))?.outputs).toEqual(before?.outputs);
  });

  it('publishes a week seven days late, suppressed, the same twice', async () => {
    const steps = createPublishSteps(bench);
    await expect(run(publishWeekPipeline, steps, 'T1/2026-W44')).rejects.toMatchObject({
      code: 'PUBLISH_TOO_EARLY',
      details: { from: '2026-11-08T23:00:00.000Z' },
    });
    await run(publishWeekPipeline, steps, 'T1/2026-W41');
    const read = async () =>
      bench.db.territory
        .selectFrom('study.published')
        .select(['table_name', 'row_key', 'measure', 'value', 'n', 'masked', 'missing'])
        .orderBy('table_name')
        .orderBy('row_key')
        .orderBy('measure')
        .execute();
    const first = await read();
    const figure = (name: string, key: string, measure: string) =>
      first.find((row) => row.table_name === name && row.row_key === key && row.measure === measure);
    expect(figure('participants', 'all', 'observed')).toMatchObject({ value: 10, n: 10, masked: false });
    // Nobody of 16-17: the other age band would tell that, so it is masked to protect it.
    expect(figure('participants', '16-17', 'observed')).toMatchObject({
      value: null,
      masked: true,
      missing: 20,
    });
    expect(figure('participants', '18-25', 'observed')).toMatchObject({
      value: null,
      masked: true,
      missing: 20,
    });
    expect(figure('contacts', 'peer', 'persons')).toMatchObject({ value: 10, n: 10, masked: false });
    expect(figure('contacts', 'adviser', 'persons')).toMatchObject({
      value: null,
      masked: true,
      missing: 10,
    });
    expect(figure('acts', 'apply', 'persons')).toMatchObject({ value: null, masked: true, missing: 10 });
    await run(publishWeekPipeline, steps, 'T1/2026-W41');
    expect(await read()).toEqual(first);
  });

  it('takes a person out of results at once, and of the next night by withdrawal', async () => {
    const gone = people[2] as Enrolled;
    expect(await table('panel', of(gone, '2026-W41'))).toHaveLength(1);
    expect(await eraseResults(bench, sha256(gone.study))).toBeGreaterThan(0);
    expect(await table('panel', of(gone, '2026-W41'))).toEqual([]);
    expect(await table('ties', `other = '${gone.study}'`)).toEqual([]);
    const left = people[3] as Enrolled;
    await sql`INSERT INTO vault.consents (account, purpose, given, text_version)
              VALUES (${left.account}, 'research', false, '1')`.execute(bench.db.vault);
    await run(studyNightPipeline, createNightSteps(bench), 'T1');
    expect(await table('panel', of(left, '2026-W41'))).toEqual([]);
    expect(await table('ties', `other = '${left.study}'`)).toEqual([]);
  });
});
