import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDuck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';
import { overlapOf } from './overlap.ts';

const FILE = fileURLToPath(new URL('../../../shared/data/mobility/invs15_contacts.csv.gz', import.meta.url));
const present = existsSync(FILE);
if (!present) console.warn(`SKIPPED: ${FILE} is absent`);

describe.skipIf(!present)('overlap on a real contact network (SocioPatterns InVS15)', () => {
  it('A50: 212 people, 941 ties of 300 s or more, mean overlap .166731', async () => {
    const [header = '', ...lines] = gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n');
    const columns = header.split(',');
    const at = (name: RegExp): number => columns.findIndex((column) => name.test(column));
    const [i, j] = [at(/^(i|person_a|id1|a)$/), at(/^(j|person_b|id2|b)$/)];
    const seconds = new Map<string, number>();
    for (const line of lines) {
      const cells = line.split(',');
      const key = [Number(cells[i]), Number(cells[j])].sort((a, b) => a - b).join(' ');
      seconds.set(key, (seconds.get(key) ?? 0) + 20);
    }
    const ties = [...seconds].filter(([, total]) => total >= 300).map(([key]) => key.split(' ').map(Number));
    const duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
    await loadColumns(duck, 'edges', {
      a: { type: 'INTEGER', values: ties.map(([a]) => a ?? 0) },
      b: { type: 'INTEGER', values: ties.map(([, b]) => b ?? 0) },
    });
    const [row] = await duck.rows<{ n: bigint; people: bigint; mean: number }>(
      `SELECT count(*) AS n, (SELECT count(DISTINCT p) FROM (SELECT a AS p FROM edges UNION ALL SELECT b FROM edges)) AS people,
              sum(round(overlap * 1e9)::BIGINT)::BIGINT / 1e9 / count(*) AS mean FROM ${overlapOf('edges')}`,
    );
    duck.close();
    expect([row?.n, row?.people]).toEqual([941n, 212n]);
    expect(row?.mean).toBeCloseTo(0.166731, 5);
  });
});
