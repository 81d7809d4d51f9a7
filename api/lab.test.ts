import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODEBOOK } from '../analytics/export/codebook.ts';
import { summarise } from '../analytics/lab/summary.ts';
import { ask, enterByLink, enterStaff, openHarness } from './test/harness.ts';
import type { Harness } from './test/harness.ts';
import type { LabDoor } from './lab-door.ts';

const RUN = { id: randomUUID(), finishedAt: '2026-09-14T01:31:00.000Z', parameters: { version: '3' } };
const BYTES = new TextEncoder().encode('person,week\r\n');

/** One territory whose night was computed; the other one waits for its first. */
const lab: LabDoor = {
  person: async () => [],
  cohort: async (territory) =>
    territory === '62510'
      ? { territory, weeks: ['2026-W36', '2026-W37'], persons: 14, computedAt: RUN.finishedAt }
      : { territory, weeks: [], persons: 0, computedAt: null },
  summary: async ({ territory }) => {
    if (territory !== '62510') return null;
    const values = [3, 4, 8, 9, 12];
    const shape = {
      measure: 'visited_cells_res10',
      unit: 'cells',
      observation: 'session',
      persons: 14,
    } as const;
    const reasons = { not_observed: 9 };
    return {
      run: RUN,
      persons: 14,
      summary: [{ ...shape, ...summarise(values, 'seed'), coverage: 0.01, reasons }],
    };
  },
  measures: async () => null,
  cells: async () => null,
  ties: async () => null,
  codebook: () => CODEBOOK,
  exportFile: async ({ territory }) => (territory === '62510' ? BYTES : null),
};

let joka: Harness;
let sociologist: string;
const window = 'from=2026-W36&to=2026-W37';

beforeAll(async () => {
  joka = await openHarness('real', { lab });
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  sociologist = await enterStaff(joka, operator, 'laboratory', null);
});
afterAll(() => joka.close());

const get = (path: string) => ask(joka, 'GET', path, { as: sociologist });

describe('the lab', () => {
  it('offers the cohorts of every territory it studies, computed or not', async () => {
    const { body } = await get('/lab/cohorts');
    expect(body).toMatchObject({
      cohorts: [
        { territory: '59350', name: 'Lille', weeks: [], computedAt: null },
        { territory: '62510', name: 'Liévin', persons: 14, invented: false },
      ],
    });
  });

  it('shows n, coverage, interval, distribution and reasons of each measure', async () => {
    const { status, body } = await get(`/lab/summary?territory=62510&${window}`);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      persons: 14,
      run: { id: RUN.id, version: '3' },
      measures: [
        { n: 5, persons: 14, median: 8, coverage: 0.01, missing: [{ reason: 'not_observed', n: 9 }] },
      ],
    });
    const [measure] = (body as { measures: { bins: { n: number }[] }[] }).measures;
    expect(measure?.bins.reduce((sum, { n }) => sum + n, 0)).toBe(5);
    expect((await get(`/lab/summary?territory=59350&${window}`)).body).toMatchObject({
      measures: [],
      run: null,
    });
    expect((await get(`/lab/measures.arrow?territory=59350&${window}`)).body).toMatchObject({
      code: 'LAB_NOT_COMPUTED',
    });
    expect((await get('/lab/summary?territory=62510&from=W36&to=2026-W37')).body).toMatchObject({
      details: { field: 'from' },
    });
    const { columns } = (await get('/lab/codebook')).body as { columns: object[] };
    expect(columns).toHaveLength(CODEBOOK.length);
  });

  it('logs each export with its purpose before the file exists', async () => {
    const asked = { territory: '62510', from: '2026-W36', to: '2026-W37', table: 'measures', format: 'csv' };
    const post = (body: object, key: string = randomUUID()) =>
      ask(joka, 'POST', '/lab/exports', { as: sociologist, body, key });
    expect((await post({ ...asked, purpose: 'why' })).body).toMatchObject({ details: { field: 'purpose' } });
    const key = randomUUID();
    const made = await post({ ...asked, purpose: 'thèse, chapitre 3' }, key);
    expect(await post({ ...asked, purpose: 'thèse, chapitre 3' }, key)).toEqual(made);
    const { id, path } = made.body as { id: string; path: string };
    const file = await joka.app.inject({ url: `/api/v1${path}`, headers: { cookie: `joka=${sociologist}` } });
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="joka-62510-2026-W36-2026-W37-measures.csv"',
    });
    expect(new Uint8Array(file.rawPayload)).toEqual(BYTES);
    const { ops, study } = joka.test.db;
    const log = await ops.selectFrom('ops.access_log').select(['action', 'purpose', 'object']).execute();
    expect(log).toEqual([
      { action: 'export', purpose: 'thèse, chapitre 3', object: 'measures 62510 2026-W36..2026-W37' },
    ]);
    expect(await study.selectFrom('study.exports').select('id').execute()).toEqual([{ id }]);
    const waiting = await post({ ...asked, territory: '59350', purpose: 'nothing there yet' });
    const nothing = await get((waiting.body as { path: string }).path);
    expect(nothing).toMatchObject({ status: 404, body: { code: 'LAB_NOT_COMPUTED' } });
  });
});
