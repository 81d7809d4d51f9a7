import { tableFromIPC } from 'apache-arrow';
import { cellToParent, latLngToCell } from 'h3-js';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol, stage, studyBench, type Enrolled, type StudyBench } from '../test/support/study.ts';
import type { Duck } from '../infra/duckdb/duck.ts';
import { CODEBOOK } from './export/codebook.ts';
import { exportTable, type ExportFormat } from './export/export-table.ts';
import { labCells, labCohorts, labMeasures, type LabTableName } from './lab-reader.ts';
import { PANEL_METRICS } from './metrics/index.ts';
import { runNight } from './night.ts';
import { findTerritory } from './territories.ts';

const CENTRE = latLngToCell(50.42, 2.78, 11);
const ALONE = latLngToCell(50.47, 2.85, 11);
const COHORT = { territory: 'T1', from: '2026-W41', to: '2026-W42' };

let bench: StudyBench;
let duck: Duck;
let people: Enrolled[];

const sit = (at: string, cell: string, minutes: number) => ({
  at,
  lastAt: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
  cell,
  home: false,
  n: 3,
  accuracy: 'fine',
  session: at,
});

beforeAll(async () => {
  bench = await studyBench();
  duck = await bench.openDuck();
  people = await Promise.all(Array.from({ length: 12 }, () => enrol(bench.db)));
  for (const [i, person] of people.entries())
    await stage(bench.db, person.game, 'fixes', [sit('2026-10-06T15:00:00Z', CENTRE, 10 + i)]);
  await stage(bench.db, people[0]?.game ?? '', 'fixes', [sit('2026-10-07T15:00:00Z', ALONE, 30)]);
  await sql`UPDATE offers.territories SET invented = true`.execute(bench.db.offers);
});
afterAll(() => {
  duck.close();
  return bench.close();
});

const deps = () => ({ db: bench.db, files: bench.files, copy: bench.copy, duck });
const file = (table: LabTableName, format: ExportFormat) => exportTable(deps(), COHORT, table, format);

const numbers = (arrow: Uint8Array | undefined, column: string): unknown[] =>
  arrow === undefined ? [] : [...(tableFromIPC(arrow).getChild(column)?.toArray() ?? [])];

describe('the lab’s readers', () => {
  it('answers null before the first night, and refuses a cohort it does not understand', async () => {
    expect(await labMeasures(deps(), COHORT)).toBeNull();
    expect(await labCohorts(deps(), 'T1')).toMatchObject({ weeks: [], computedAt: null });
    await expect(labCells(deps(), { ...COHORT, from: '2026-41' })).rejects.toMatchObject({
      code: 'LAB_COHORT_INVALID',
    });
    await bench.lake.flush();
    await runNight(bench, await findTerritory(bench.db, 'T1'));
  });

  it('summarises persons, not rows, with the same seeded interval each time', async () => {
    const found = await labMeasures(deps(), COHORT);
    expect(found?.summary.map((row) => row.measure)).toEqual(PANEL_METRICS);
    const time = found?.summary.find((row) => row.measure === 'observed_minutes');
    // 12 persons sat 10 to 21 minutes, one of them 30 more: mean over the only week with data.
    expect(time).toMatchObject({ n: 12, persons: 12, unit: 'minutes', observation: 'session', median: 16.5 });
    expect(time?.mean).toBeCloseTo((15.5 * 12 + 30) / 12, 9);
    expect(time?.low).toBeLessThan(time?.mean ?? 0);
    expect(time?.high).toBeGreaterThan(time?.mean ?? 0);
    const radius = found?.summary.find((row) => row.measure === 'rg_km');
    expect(radius).toMatchObject({ n: 0, mean: null, observation: 'logger', reasons: {} });
    expect((await labMeasures(deps(), COHORT))?.summary).toEqual(found?.summary);
    expect(tableFromIPC(found?.arrow ?? new Uint8Array()).numRows).toBe(12);
  });

  it('shows cells of resolution 9 with eleven persons or more, no other', async () => {
    const found = await labCells(deps(), COHORT);
    expect(numbers(found?.arrow, 'cell')).toEqual([BigInt(`0x${cellToParent(CENTRE, 9)}`)]);
    expect(numbers(found?.arrow, 'persons')).toEqual([12]);
  });

  it('exports what the codebook says, an invented town on every row, no cell that a spreadsheet would run', async () => {
    const csv = new TextDecoder().decode((await file('measures', 'csv')) ?? new Uint8Array());
    const [header = '', first = '', ...rest] = csv.trimEnd().split('\n');
    const told = CODEBOOK.filter((line) => line.table === 'measures');
    expect(header.split(',')).toEqual(told.map((line) => line.column));
    expect([first, ...rest].every((line) => line.includes('Ville inventée'))).toBe(true);
    expect(rest).toHaveLength(11);
    const parquet = await file('ties', 'parquet');
    expect(new TextDecoder().decode(parquet?.slice(0, 4))).toBe('PAR1');
    const arrow = tableFromIPC((await file('cells', 'arrow')) ?? new Uint8Array());
    expect(arrow.schema.names).toEqual(
      CODEBOOK.filter((line) => line.table === 'cells').map((line) => line.column),
    );
  });

  it('leaves out who withdrew, from the next question on', async () => {
    await sql`INSERT INTO vault.consents (account, purpose, given, text_version)
              VALUES (${people[5]?.account ?? ''}, 'research', false, '1')`.execute(bench.db.vault);
    expect((await labMeasures(deps(), COHORT))?.summary[0]).toMatchObject({ n: 11, persons: 11 });
    await sql`INSERT INTO vault.consents (account, purpose, given, text_version)
              VALUES (${people[6]?.account ?? ''}, 'research', false, '1')`.execute(bench.db.vault);
    expect(numbers((await labCells(deps(), COHORT))?.arrow, 'cell')).toEqual([]);
  });
});
