import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { personOf } from '../metrics/fixture.ts';
import { makeTies } from './ties.ts';

type Contact = readonly [person: number, other: number, type: string, week: string];

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

/** Ties of contacts; persons 1 to 9 take part, others do not. A peer contact between two is logged by both. */
const make = async (contacts: readonly Contact[]): Promise<void> => {
  const both = contacts.flatMap(([person, other, type, week]): Contact[] =>
    type === 'peer' && other < 10
      ? [
          [person, other, type, week],
          [other, person, type, week],
        ]
      : [[person, other, type, week]],
  );
  const at = both.map((_, i) => 1_790_000_000_000 + i * 60_000);
  await loadColumns(duck, 'contacts', {
    person: { type: 'UUID', values: both.map(([person]) => personOf(person)) },
    other: { type: 'UUID', values: both.map(([, other]) => personOf(other)) },
    tie_type: { type: 'VARCHAR', values: both.map(([, , type]) => type) },
    source: { type: 'VARCHAR', values: both.map(() => 'interaction') },
    at_ms: { type: 'BIGINT', values: at },
    last_ms: { type: 'BIGINT', values: at },
    week: { type: 'VARCHAR', values: both.map(([, , , week]) => week) },
    day: { type: 'DATE', values: both.map(() => '2026-10-06') },
  });
  const participants = [1, 2, 3, 4];
  await loadColumns(duck, 'persons', { person: { type: 'UUID', values: participants.map(personOf) } });
  const weeks = ['2026-W41', '2026-W42'];
  const grid = participants.flatMap((person) => weeks.map((week) => ({ person, week })));
  await loadColumns(duck, 'panel_base', {
    person: { type: 'UUID', values: grid.map(({ person }) => personOf(person)) },
    week: { type: 'VARCHAR', values: grid.map(({ week }) => week) },
    days_observed: { type: 'INTEGER', values: grid.map(({ person }) => (person === 4 ? 0 : 3)) },
    coverage: { type: 'DOUBLE', values: grid.map(({ person }) => (person === 4 ? 0 : 0.1)) },
  });
  await makeTies(duck);
};

const week = async (person: number, type: string, name: string): Promise<unknown> => {
  const [row] = await duck.rows(
    `SELECT contacts, alters, encounters, encounters_reason, overlap, overlap_reason FROM ties_weeks
     WHERE person = '${personOf(person)}' AND tie_type = '${type}' AND week = '${name}'`,
  );
  return row;
};

describe('ties', () => {
  it('knows of a week only the network that stood then', async () => {
    await make([
      [1, 2, 'peer', '2026-W41'],
      [1, 3, 'peer', '2026-W41'],
      [2, 3, 'peer', '2026-W42'], // closes the triangle a week later
    ]);
    expect(await week(1, 'peer', '2026-W41')).toMatchObject({ contacts: 2, alters: 2, overlap: 0 });
    expect(await week(2, 'peer', '2026-W42')).toMatchObject({ contacts: 1, alters: 1, overlap: 1 });
  });

  it('leaves structure null where alters are not observed, while intensity is counted', async () => {
    await make([
      [1, 77, 'adviser', '2026-W41'],
      [1, 77, 'adviser', '2026-W41'],
      [1, 88, 'peer', '2026-W41'],
    ]);
    expect(await week(1, 'adviser', '2026-W41')).toEqual({
      contacts: 2,
      alters: 1,
      encounters: null,
      encounters_reason: 'not_applicable',
      overlap: null,
      overlap_reason: 'alters_unobserved',
    });
    expect(await week(1, 'peer', '2026-W41')).toMatchObject({
      contacts: 1,
      overlap_reason: 'alters_unobserved',
    });
  });

  it('tells no contact from none that could be seen', async () => {
    await make([[1, 2, 'peer', '2026-W41']]);
    expect(await week(3, 'peer', '2026-W41')).toMatchObject({
      contacts: 0,
      encounters: 0,
      encounters_reason: null,
      overlap_reason: 'no_contact',
    });
    expect(await week(4, 'peer', '2026-W41')).toMatchObject({
      encounters: null,
      encounters_reason: 'not_observed',
    });
  });

  it('one network whole and as ego logs: structure null in the second, intensity equal in both', async () => {
    const whole: Contact[] = [
      [1, 2, 'peer', '2026-W41'],
      [1, 3, 'peer', '2026-W41'],
      [2, 3, 'peer', '2026-W41'],
    ];
    const read = (): Promise<Record<string, unknown>[]> =>
      duck.rows(
        `SELECT contacts, interactions, days, overlap, overlap_reason FROM ties WHERE person = '${personOf(1)}' ORDER BY contacts, other`,
      );
    await make(whole);
    const seen = await read();
    expect(seen.map((row) => row['overlap'])).toEqual([1, 1]);
    await make(whole.map(([person, other, type, name]): Contact => [person, other + 90, type, name]));
    const ego = await read();
    expect(ego.map(({ contacts, interactions, days }) => ({ contacts, interactions, days }))).toEqual(
      seen.map(({ contacts, interactions, days }) => ({ contacts, interactions, days })),
    );
    expect(ego.map(({ overlap, overlap_reason }) => [overlap, overlap_reason])).toEqual([
      [null, 'alters_unobserved'],
      [null, 'alters_unobserved'],
    ]);
  });
});
