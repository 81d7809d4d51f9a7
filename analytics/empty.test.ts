import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol, studyBench, type StudyBench } from '../test/support/study.ts';
import { labCells, labMeasures } from './lab-reader.ts';
import { runNight } from './night.ts';
import { publishWeek } from './publish.ts';
import { findTerritory } from './territories.ts';

let bench: StudyBench;
beforeAll(async () => {
  bench = await studyBench();
});
afterAll(() => bench.close());

describe('a study where nothing has happened yet', () => {
  it('computes a night, answers the lab with nothing observed, publishes a week that is all masked', async () => {
    await enrol(bench.db);
    const territory = await findTerritory(bench.db, 'T1');
    const night = await runNight(bench, territory);
    expect(Object.values(night.outputs).map((output) => output.rows)).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
    const duck = await bench.openDuck();
    const deps = { db: bench.db, files: bench.files, duck };
    const found = await labMeasures(deps, { territory: 'T1' });
    expect(found?.persons).toBe(1);
    expect(found?.summary.every((row) => row.n === 0 && row.mean === null && row.bins.length === 0)).toBe(
      true,
    );
    expect(tableFromIPC((await labCells(deps, { territory: 'T1' }))?.arrow ?? new Uint8Array()).numRows).toBe(
      0,
    );
    duck.close();
    await publishWeek(bench, territory, '2026-W41');
    const rows = await bench.db.territory.selectFrom('study.published').select(['value', 'masked']).execute();
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => !row.masked || row.value !== null)).toEqual([]);
  });

  it('refuses a week that does not exist', async () => {
    const territory = await findTerritory(bench.db, 'T1');
    await expect(publishWeek(bench, territory, '2025-W53')).rejects.toMatchObject({
      code: 'STUDY_SUBJECT_INVALID',
    });
    await expect(findTerritory(bench.db, 'T9')).rejects.toMatchObject({ code: 'STUDY_TERRITORY_UNKNOWN' });
  });
});
