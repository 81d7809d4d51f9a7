import { randomUUID } from 'node:crypto';
import { gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clearedBy } from '../../game/fog.ts';
import type { Dwell } from '../../game/fog.ts';
import { SCENARIO } from '../../game/scenario.ts';
import { fixedClock } from '../../infra/clock.ts';
import { testDatabase } from '../../test/support/database.ts';
import type { TestDatabase } from '../../test/support/database.ts';
import { acceptBatch } from './accept.ts';
import type { RawBatch, RawDwell } from './batch.ts';
import { createTraceSteps } from './steps.ts';
import { validateDwells } from './validate.ts';

const NOW = Date.UTC(2026, 8, 14, 16);
const CELLS = gridDisk(latLngToCell(50.42, 2.78, 11), 5);
const clock = fixedClock(NOW);
let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const row = (i: number, extra: Partial<RawDwell> = {}): RawDwell => ({
  cell: CELLS[i % CELLS.length] ?? '',
  home: false,
  firstAt: new Date(NOW - 3_600_000 + i * 60_000).toISOString(),
  lastAt: new Date(NOW - 3_600_000 + i * 60_000 + 30_000).toISOString(),
  n: 6,
  accuracy: 'fine',
  ...extra,
});

/** A player with the consents, as accounts make one. */
const newPlayer = async (...purposes: ('play_position' | 'research')[]): Promise<string> => {
  const player = randomUUID();
  const account = randomUUID();
  await test.db.game
    .insertInto('game.players')
    .values({
      id: player,
      nickname: 'Nour',
      territory: '62510',
      age_band: '18-25',
      created_at: new Date(NOW),
    })
    .execute();
  await test.db.vault.insertInto('vault.link').values({ account, domain: 'game', pid: player }).execute();
  if (purposes.includes('research'))
    await test.db.vault.insertInto('vault.link').values({ account, domain: 'study' }).execute();
  for (const purpose of purposes)
    await test.db.vault
      .insertInto('vault.consents')
      .values({ account, purpose, given: true, text_version: '1', at: new Date(NOW - 7_200_000) })
      .execute();
  return player;
};

const send = (player: string, seq: number, dwells: RawDwell[], device = player): Promise<unknown> =>
  acceptBatch({ db: test.db, clock }, { player, territory: '62510' }, {
    device,
    seq,
    sentAt: new Date(NOW).toISOString(),
    dwells,
  } satisfies RawBatch);

const fogOf = async (player: string): Promise<string[]> => {
  const rows = await test.db.game
    .selectFrom('game.cleared_cells')
    .select('cell')
    .where('player', '=', player)
    .execute();
  return rows.map(({ cell }) => cell).toSorted();
};

const settle = async (player: string): Promise<void> => {
  const steps = createTraceSteps({ db: test.db, clock });
  while ((await steps.settle(player)).more);
};

describe('a batch', () => {
  it('keeps the good rows and names the place and remedy of each bad one', () => {
    const { accepted, refused } = validateDwells(
      [
        row(0),
        row(1, { cell: '8a1fa0000000000' }),
        row(2, { cell: null }),
        row(3, { home: true }),
        row(4, { home: true, cell: null }),
        row(5, { lastAt: 'yesterday' }),
        row(6, { firstAt: new Date(NOW - 8 * 86_400_000).toISOString() }),
        row(7, { lastAt: new Date(NOW + 3 * 60_000).toISOString() }),
        row(8, { lastAt: new Date(NOW - 86_400_000).toISOString() }),
      ],
      NOW,
    );
    expect(accepted).toHaveLength(2);
    expect(refused.map(({ row, field, code }) => [row, field, code])).toEqual([
      [1, 'cell', 'DWELL_CELL_INVALID'],
      [2, 'cell', 'DWELL_CELL_MISSING'],
      [3, 'cell', 'DWELL_HOME_WITH_CELL'],
      [5, 'lastAt', 'DWELL_TIME_INVALID'],
      [6, 'firstAt', 'DWELL_TOO_OLD'],
      [7, 'lastAt', 'DWELL_IN_FUTURE'],
      [8, 'lastAt', 'DWELL_TIME_INVALID'],
    ]);
    expect(refused.every(({ remedy }) => remedy.length > 10)).toBe(true);
  });

  it('is acknowledged once: same body, same answer; other body, 409', async () => {
    const player = await newPlayer('play_position');
    const first = await send(player, 1, [row(0), row(1, { cell: 'no' })]);
    expect(await send(player, 1, [row(0), row(1, { cell: 'no' })])).toEqual(first);
    await expect(send(player, 1, [row(3)])).rejects.toMatchObject({ code: 'MUTATION_BODY_DIFFERS' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(player, 2, [row(5)])));
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ accepted: 1, refused: [] })));
  });

  it('is refused without the consent to play by position', async () => {
    const player = await newPlayer();
    await expect(send(player, 1, [row(0)])).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
  });

  it('asks for its settling in the same transaction, and the device number of another person is free', async () => {
    const [one, two] = [await newPlayer('play_position'), await newPlayer('play_position')];
    await send(one, 1, [row(0)], 'f6e0a1a4-6f0b-4a63-9c39-8a3a5ad5b0f1');
    await send(two, 1, [row(9)], 'f6e0a1a4-6f0b-4a63-9c39-8a3a5ad5b0f1');
    const open = await test.db.ops
      .selectFrom('ops.outbox')
      .select('subject')
      .where('kind', '=', 'traces')
      .where('subject', 'in', [one, two])
      .execute();
    expect(open).toHaveLength(2);
  });

  it('stages the study’s copy only under research consent, without device or account', async () => {
    const [silent, consenting] = [
      await newPlayer('play_position'),
      await newPlayer('play_position', 'research'),
    ];
    await test.db.study.deleteFrom('study.staging').execute();
    await send(silent, 1, [row(0)]);
    await send(consenting, 1, [row(0), row(1, { cell: null, home: true })]);
    const staged = await test.db.study.selectFrom('study.staging').selectAll().execute();
    expect(staged).toHaveLength(2);
    expect(staged.map(({ lake_table }) => lake_table)).toEqual(['fixes', 'fixes']);
    // The device is the player's own id here: it must not reach the study either.
    expect(JSON.stringify(staged)).not.toContain(consenting);
    expect(staged.map(({ row }) => (row as { observation: string }).observation)).toEqual([
      'session',
      'session',
    ]);
    await test.db.study.insertInto('study.loggers').values({ device: consenting }).execute();
    await send(consenting, 2, [row(2)]);
    const logged = await test.db.study
      .selectFrom('study.staging')
      .select('row')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(logged.row).toMatchObject({ observation: 'logger' });
    expect(staged.map(({ row }) => (row as { cell: unknown }).cell)).toEqual([CELLS[0], null]);
  });
});

describe('settling', () => {
  it('clears what the phone cleared, once, and pays each cloud once', async () => {
    const player = await newPlayer('play_position');
    const batches = Array.from({ length: 12 }, (_, seq) =>
      [0, 1, 2].map((i) => row(seq * 3 + i, { n: 9, accuracy: seq % 4 === 3 ? 'poor' : 'fair' })),
    );
    const onPhone = clearedBy(
      batches.map((rows) => validateDwells(rows, NOW).accepted as Dwell[]),
      SCENARIO.fog,
    );
    // Out of order, some settled in between, some sent twice.
    for (const seq of [5, 11, 0, 3]) await send(player, seq, batches[seq] ?? []);
    await settle(player);
    for (const seq of [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]) await send(player, seq, batches[seq] ?? []);
    await settle(player);
    await settle(player);
    expect(await fogOf(player)).toEqual([...onPhone].toSorted());
    const { points } = await test.db.game
      .selectFrom('game.ledger')
      .select((eb) => eb.fn.sum<string>('points').as('points'))
      .where('player', '=', player)
      .executeTakeFirstOrThrow();
    expect(Number(points)).toBe(onPhone.size * SCENARIO.points.cell_cleared);
  });
});
