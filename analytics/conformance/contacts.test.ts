import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { measureLog, reciprocatedTies } from '../ties/log/measure-log.ts';
import { summarise } from '../ties/log/summarise.ts';
import { off } from './fixture.ts';

let duck: Duck;
beforeAll(async () => {
  duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
});
afterAll(() => duck.close());

type Contact = readonly [kind: string, outgoing: boolean, other: string, at: string, seconds: number | null];
const load = async (contacts: readonly Contact[]): Promise<void> =>
  loadColumns(duck, 'log', {
    person: { type: 'VARCHAR', values: contacts.map(() => 'ego') },
    other: { type: 'VARCHAR', values: contacts.map(([, , other]) => other) },
    kind: { type: 'VARCHAR', values: contacts.map(([kind]) => kind) },
    outgoing: { type: 'BOOLEAN', values: contacts.map(([, outgoing]) => outgoing) },
    at_ms: { type: 'BIGINT', values: contacts.map(([, , , at]) => Date.parse(`2014-${at}Z`)) },
    offset_ms: { type: 'BIGINT', values: contacts.map(() => 0) },
    ms: { type: 'BIGINT', values: contacts.map(([, , , , s]) => (s === null ? null : s * 1000)) },
  });

/** bandicoot's own sample, `tests/samples/manual/A.csv`. */
const SAMPLE: readonly Contact[] = [
  ['call', false, 'A', '08-20T20:30:37', 137],
  ['call', true, 'B', '08-21T20:31:42', 542],
  ['text', false, 'C', '08-21T21:10:31', null],
  ['text', true, 'C', '08-21T21:15:31', null],
  ['text', false, 'C', '08-21T21:16:31', null],
  ['text', true, 'C', '08-21T21:17:31', null],
  ['text', true, 'C', '08-21T21:18:31', null],
];

describe('conformance: logs of contacts', () => {
  it('A33: a log of two calls and five texts', async () => {
    await load(SAMPLE);
    await measureLog(duck, { log: 'log' });
    const rows = await duck.rows<Record<string, number | string | null>>('FROM log_measures');
    const [call, text] = ['call', 'text'].map((kind) => rows.find((row) => row['kind'] === kind) ?? {});
    await measureLog(duck, { log: 'log', kinds: 'together' });
    const [any] = await duck.rows<Record<string, number>>('FROM log_measures');
    expect(any?.['active_days']).toBe(2);
    expect(call).toMatchObject({
      alters: 2,
      mean_seconds: 339.5,
      sd_seconds: 202.5,
      contacts_per_alter: 1,
      mean_interevent_seconds: 86_465,
      conversations: null,
      conversations_reason: 'no_text',
    });
    expect(off(Number(call?.['alter_entropy_bits']) * Math.LN2, 0.6931)).toBeLessThan(1e-4);
    expect(text).toMatchObject({
      alters: 1,
      contacts_per_alter: 5,
      mean_interevent_seconds: 120,
      alter_entropy_bits: 0,
      mean_response_seconds: 180,
      sd_response_seconds: 120,
      response_rate: 1,
      balance: 0.6,
      conversations: 1,
      initiated_conversation_share: 0,
    });
    expect(off(Number(text?.['sd_interevent_seconds']), 103.92304)).toBeLessThan(1e-6);
  });

  it('A34: the summary of 1, 5 and 2', () => {
    const found = summarise([1, 5, 2]);
    for (const [name, expected] of [
      ['mean', 8 / 3],
      ['sd', 1.6996731712],
      ['median', 2],
      ['skewness', 0.5280049792],
      ['kurtosis', 1.5],
    ] as const)
      expect(off(found?.[name], expected)).toBeLessThan(1e-8);
    expect(summarise([])).toBeNull();
  });

  it('a tie is mutual only when both began a contact, and weighs its distinct half-hours', async () => {
    await load([
      ['text', true, 'C', '08-21T21:10:00', null],
      ['text', true, 'C', '08-21T21:12:00', null],
      ['text', false, 'C', '08-21T21:40:00', null],
      ['call', true, 'B', '08-21T20:00:00', 10],
    ]);
    expect(await duck.rows(`FROM ${reciprocatedTies('log')}`)).toEqual([{ a: 'C', b: 'ego', weight: 2n }]);
  });
});
