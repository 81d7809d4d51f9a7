import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, enterByLink, enterPlayer, enterStaff, NOW, openHarness } from './test/harness.ts';
import type { Answer, Harness } from './test/harness.ts';

const CELLS = gridDisk(latLngToCell(50.42, 2.78, 11), 2);
let joka: Harness;
let adviser: string;
beforeAll(async () => {
  joka = await openHarness();
  const operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  adviser = await enterStaff(joka, operator, 'adviser', '62510');
});
afterAll(() => joka.close());

const dwell = (from: number, cell: string | null) => ({
  cell,
  home: cell === null,
  firstAt: new Date(from).toISOString(),
  lastAt: new Date(from + 600_000).toISOString(),
  n: 10,
  accuracy: 'fine',
});
const send = (as: string, body: object, key: string = randomUUID()): Promise<Answer> =>
  ask(joka, 'POST', '/me/logger', { as, body, key });
const staged = async (): Promise<unknown[]> =>
  (
    await sql<{ row: unknown }>`SELECT row FROM study.staging WHERE lake_table = 'fixes' ORDER BY at`.execute(
      joka.test.db.study,
    )
  ).rows;

describe('a person’s own logger file', () => {
  it('is refused without research consent, and nothing of it is kept', async () => {
    const player = await enterPlayer(joka, adviser, 'play_position');
    const answer = await send(player, { dwells: [dwell(NOW, CELLS[0] ?? '')], weeks: [] });
    expect(answer).toMatchObject({ status: 403, body: { code: 'CONSENT_MISSING' } });
    expect(await staged()).toEqual([]);
  });

  it('enters the study and not the game: good rows kept, others refused with row, reason and remedy', async () => {
    const player = await enterPlayer(joka, adviser, 'research');
    joka.clock.set(NOW + 10 * 86_400_000);
    const body = {
      dwells: [
        dwell(NOW + 3_600_000, CELLS[0] ?? ''),
        dwell(NOW + 7_200_000, null),
        dwell(NOW - 86_400_000, CELLS[1] ?? ''), // before the consent
        dwell(NOW + 3_600_000, '8a194e6a2d1ffff'), // a coarser cell
        dwell(NOW + 20 * 86_400_000, CELLS[1] ?? ''), // tomorrow and later
      ],
      weeks: [
        { week: '2026-W38', rgKm: 3.2 }, // the week of the consent: part of it came before
        { week: '2026-W39', rgKm: 4.1 },
      ],
    };
    const key = randomUUID();
    const first = await send(player, body, key);
    expect(first).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        refused: [
          { row: 2, field: 'firstAt', code: 'LOGGER_BEFORE_CONSENT' },
          { row: 3, field: 'cell', code: 'DWELL_CELL_INVALID' },
          { row: 4, field: 'lastAt', code: 'DWELL_IN_FUTURE' },
        ],
      },
    });
    expect(await staged()).toMatchObject([
      { row: { observation: 'logger', home: false } },
      { row: { observation: 'logger', home: true, cell: null } },
    ]);
    // Again: the same answer, nothing twice. The same key for another file: refused.
    expect((await send(player, body, key)).body).toEqual(first.body);
    expect(await staged()).toHaveLength(2);
    expect((await send(player, { ...body, weeks: [] }, key)).status).toBe(409);
    const { rows } = await sql`SELECT week, rg_km FROM study.logger_weeks`.execute(joka.test.db.study);
    expect(rows).toEqual([{ week: '2026-W39', rg_km: 4.1 }]);
    const fog = (await ask(joka, 'GET', '/play/fog', { as: player })).body;
    expect(fog).toMatchObject({ cells: [], waiting: 0 });
    const held = (await ask(joka, 'GET', '/me/export', { as: player })).body as {
      tables: { table: string; rows: object[] }[];
    };
    expect(held.tables.find(({ table }) => table === 'study.logger_weeks')?.rows).toEqual([
      expect.objectContaining({ week: '2026-W39', rg_km: 4.1 }),
    ]);
    joka.clock.set(NOW);
  });
});
