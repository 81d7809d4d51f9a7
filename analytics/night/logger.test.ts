import { gridDisk, latLngToCell } from 'h3-js';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../infra/clock.ts';
import { importLogger } from '../../ingest/traces/import-logger.ts';
import { enrol, studyBench, type Enrolled, type StudyBench } from '../../test/support/study.ts';
import { runNight } from '../night.ts';
import { findTerritory } from '../territories.ts';
import { planNight } from './plan.ts';

const HOUR = 3_600_000;
const MONDAY = Date.parse('2026-10-05T00:00:00+02:00');
const WORK = latLngToCell(50.42, 2.78, 11);
const SHOP = gridDisk(latLngToCell(50.43, 2.8, 11), 1)[3] ?? WORK;
const iso = (at: number): string => new Date(at).toISOString();
const dwell = (from: number, hours: number, cell: string | null) => ({
  cell,
  home: cell === null,
  firstAt: iso(from),
  lastAt: iso(from + hours * HOUR),
  n: 60,
  accuracy: 'fine' as const,
});

let bench: StudyBench;
let person: Enrolled;
beforeAll(async () => {
  bench = await studyBench();
  person = await enrol(bench.db);
});
afterAll(() => bench.close());

const send = (rgKm: number) =>
  bench.db.game.transaction().execute((trx) =>
    importLogger(
      trx,
      fixedClock(bench.clock.now()),
      { player: person.game, territory: 'T1' },
      {
        dwells: Array.from({ length: 6 }, (_, day) => MONDAY + day * 24 * HOUR).flatMap((midnight) => [
          dwell(midnight, 8, null),
          dwell(midnight + 9 * HOUR, 8, WORK),
          dwell(midnight + 18 * HOUR, 1, SHOP),
          dwell(midnight + 20 * HOUR, 3.9, null),
        ]),
        weeks: [{ week: '2026-W41', rgKm }],
      },
    ),
  );

const week = async (): Promise<Record<string, unknown>[]> => {
  await bench.lake.flush();
  const run = await runNight(bench, await findTerritory(bench.db, 'T1'));
  const [path = ''] = await bench.files.paths([run.outputs['panel']?.key ?? '']);
  const duck = await bench.openDuck();
  const rows = await duck.rows<Record<string, unknown>>(
    `SELECT * FROM read_parquet('${path}') WHERE week = '2026-W41' AND observation = 'logger'`,
  );
  duck.close();
  return rows;
};

describe('a logger’s file in the study', () => {
  it('fills the whole-day measures of its weeks, home included, though the study has no place of it', async () => {
    expect(await send(2.4)).toEqual({ accepted: 24, refused: [] });
    const [row] = await week();
    expect(row).toMatchObject({
      days_observed: 6,
      rg_km: 2.4,
      rg_km_reason: null,
      rg_outside_home_km_reason: null,
    });
    expect(row?.['coverage']).toBeGreaterThan(0.5);
    expect(row?.['rg_outside_home_km']).toBeGreaterThan(0);
  });

  it('imported again changes nothing; another figure touches its person alone', async () => {
    await enrol(bench.db);
    await week();
    const territory = await findTerritory(bench.db, 'T1');
    await send(2.4);
    await bench.lake.flush();
    const [row] = await week();
    expect(row).toMatchObject({ days_observed: 6, rg_km: 2.4 });
    await sql`UPDATE study.logger_weeks SET rg_km = 3`.execute(bench.db.study);
    expect((await planNight(bench, territory)).touched).toBe(1);
    expect((await week())[0]).toMatchObject({ rg_km: 3 });
  });

  it('leaves with the consent: figures, dwells and results', async () => {
    await sql`INSERT INTO vault.consents (account, purpose, given, text_version)
              VALUES (${person.account}, 'research', false, '1')`.execute(bench.db.vault);
    expect(await week()).toEqual([]);
    const { rows } = await sql`SELECT * FROM study.logger_weeks`.execute(bench.db.study);
    expect(rows).toEqual([]);
    await bench.lake.merge();
    const { relations } = await bench.lake.snapshot(['fixes', 'stays', 'trips']);
    const duck = await bench.openDuck();
    for (const relation of Object.values(relations))
      expect(await duck.rows(`SELECT * FROM ${relation}`)).toEqual([]);
    duck.close();
  });
});
