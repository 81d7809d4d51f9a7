import { describe, expect, it } from 'vitest';
import { openDuck } from '../infra/duckdb/duck.ts';
import { createTurns } from './turns.ts';

const LONG = `SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range % 5`;

describe('turns at DuckDB', () => {
  it('stop a long query at its deadline, and the next one works', async () => {
    const duck = await openDuck({ memoryLimitMb: 128, threads: 1 });
    const turn = createTurns([duck], 0.3);
    await expect(turn((tool) => tool.rows(LONG))).rejects.toMatchObject({ code: 'QUERY_TOO_LONG' });
    expect(await turn((tool) => tool.rows('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
    duck.close();
  });

  it('run as many at once as there are tools, in order, and refuse a crowd', async () => {
    const tools = [1, 2].map((id) => ({ id, interrupt: () => undefined }));
    const turn = createTurns(tools, 10);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const all = Array.from({ length: 25 }, (_, i) =>
      turn(async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => {
          setTimeout(resolve, 5);
        });
        order.push(i);
        running -= 1;
      }),
    );
    const results = await Promise.allSettled(all);
    expect(most).toBe(2);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  });
});
