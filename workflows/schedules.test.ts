import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../infra/clock.ts';
import { testDatabase, type TestDatabase } from '../test/support/database.ts';
import {
  cronMatch,
  DEFAULT_SCHEDULES,
  enabledSchedules,
  ensureSchedules,
  fire,
  fireDue,
} from './schedules.ts';

let database: TestDatabase;
const clock = fixedClock(0);
const ops = () => database.db.ops;
beforeAll(async () => {
  database = await testDatabase();
  await sql`INSERT INTO offers.territories (code, name, communes, bounds)
    VALUES ('A1', 'a', '{}', '{0,0,1,1}'), ('B2', 'b', '{}', '{0,0,1,1}')`.execute(database.db.offers);
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`DELETE FROM ops.outbox`.execute(ops());
  await sql`DELETE FROM ops.schedules`.execute(ops());
  await ensureSchedules(ops());
});

const work = async (): Promise<string[]> => {
  const rows = await ops().selectFrom('ops.outbox').select(['kind', 'subject']).execute();
  return rows.map(({ kind, subject }) => `${kind} ${subject}`).toSorted();
};

describe('schedules', () => {
  test('are added once, and an operator keeps what they changed', async () => {
    await sql`UPDATE ops.schedules SET cron = '0 5 * * *', enabled = false WHERE name = 'lake-merge'`.execute(
      ops(),
    );
    await ensureSchedules(ops());
    const rows = await ops().selectFrom('ops.schedules').selectAll().execute();
    expect(rows).toHaveLength(DEFAULT_SCHEDULES.length);
    expect(rows.find(({ name }) => name === 'lake-merge')).toMatchObject({
      cron: '0 5 * * *',
      enabled: false,
    });
    expect((await enabledSchedules(ops())).map(({ name }) => name)).not.toContain('lake-merge');
  });

  test('cause work per territory and week: the week published on a Monday ended seven days before', async () => {
    clock.set(Date.parse('2026-11-23T04:00:00Z')); // Monday of W48
    await fire(ops(), clock, 'publish-week');
    expect(await work()).toEqual(['publish-week A1/2026-W46', 'publish-week B2/2026-W46']);
    await fire(ops(), clock, 'publish-week');
    expect(await work()).toHaveLength(2);
  });

  test('that are off or unknown cause nothing', async () => {
    await sql`UPDATE ops.schedules SET enabled = false`.execute(ops());
    await fire(ops(), clock, 'lake-flush');
    await fire(ops(), clock, 'no such schedule');
    expect(await work()).toEqual([]);
  });

  test('under a set clock fire once for all the times that passed, then not again', async () => {
    clock.set(Date.parse('2026-11-24T01:29:00Z'));
    await fireDue(ops(), clock);
    await sql`DELETE FROM ops.outbox`.execute(ops());
    clock.set(Date.parse('2026-11-24T01:44:59Z'));
    expect(await fireDue(ops(), clock)).toEqual(['lake-flush', 'study-night']);
    expect(await work()).toEqual(['lake-flush all', 'study-night A1', 'study-night B2']);
    expect(await fireDue(ops(), clock)).toEqual([]);
    clock.set(Date.parse('2026-11-24T01:45:00Z'));
    expect(await fireDue(ops(), clock)).toEqual(['lake-flush']);
  });

  test('with an expression that cannot be read are named', () => {
    expect(() => cronMatch({ name: 'odd', cron: 'every monday' })).toThrow(
      /The schedule odd has .* "every monday"/,
    );
    const match = cronMatch({ name: 'fine', cron: '*/15 4 * * 1' });
    expect(match(new Date('2026-11-23T04:45:10Z'))).toBe(true);
    expect(match(new Date('2026-11-24T04:45:10Z'))).toBe(false);
  });
});
