import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDuck } from '../../infra/duckdb/duck.ts';
import { loadVisits, valuesOf } from './fixture.ts';
import { radiusOfGyration } from './radius-of-gyration.ts';

const FILE = fileURLToPath(new URL('../../../shared/data/mobility/gotrack_points.csv.gz', import.meta.url));
const present = existsSync(FILE);
if (!present) console.warn(`SKIPPED: ${FILE} is absent`);

describe.skipIf(!present)('radius of gyration on real traces (Go!Track)', () => {
  it('A49: users 0, 3 and 10, every fix of equal weight', async () => {
    const [header = '', ...lines] = gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n');
    const columns = header.trim().split(',');
    const at = (name: RegExp): number => columns.findIndex((column) => name.test(column));
    const [user, lat, lng] = [at(/^uid$/), at(/lat/), at(/lon|lng/)];
    const visits = lines.map((line) => {
      const cells = line.split(',');
      return {
        person: Number(cells[user]),
        lat: Number(cells[lat]),
        lng: Number(cells[lng]),
        at: '2015-01-01T00:00:00',
      };
    });
    const duck = await openDuck({ memoryLimitMb: 256, threads: 2 });
    await loadVisits(duck, visits);
    const values = await valuesOf(duck, radiusOfGyration);
    duck.close();
    for (const [person, km] of [
      [0, 1.620398],
      [3, 35.24357],
      [10, 3.31439],
    ] as const)
      expect(Math.abs((values[person] ?? Number.NaN) / km - 1)).toBeLessThan(1e-5);
  });
});
