import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeMeasures } from '../../analytics/lab/steps/measures.ts';
import { makeTraces } from '../../analytics/lab/steps/traces.ts';
import { loadColumns } from '../../analytics/load-columns.ts';
import { openDuck, type Duck } from '../../infra/duckdb/duck.ts';
import { inventPoints, type InventedPoint } from '../../town/cohorts/days.ts';

/** One measure: mean over persons seen all day, the same from play sessions only, and the difference as a share. */
export type Bias = {
  readonly measure: string;
  readonly truth: number;
  readonly sessions: number | null;
  readonly bias: number | null;
  readonly persons: number;
};

const means = async (
  duck: Duck,
  points: readonly InventedPoint[],
): Promise<Map<string, { mean: number; n: number }>> => {
  await loadColumns(duck, 'points', {
    person: { type: 'VARCHAR', values: points.map((point) => point.person) },
    at_ms: { type: 'BIGINT', values: points.map((point) => point.at) },
    lat: { type: 'DOUBLE', values: points.map((point) => point.lat) },
    lng: { type: 'DOUBLE', values: points.map((point) => point.lng) },
    accuracy_m: { type: 'DOUBLE', values: points.map(() => 10) },
  });
  await makeTraces(duck, 'Europe/Paris', {});
  const table = await makeMeasures(duck, 'week', 'Europe/Paris', undefined, false);
  const found = new Map<string, { mean: number; n: number }>();
  for (const { name, type } of table.columns.filter((column) =>
    ['number', 'integer'].includes(column.type),
  )) {
    const [row] = await duck.rows<{ mean: number | null; n: bigint }>(
      `SELECT avg(v) AS mean, count(v) AS n FROM (SELECT avg(${name}) AS v FROM ${table.name} GROUP BY person ORDER BY person)`,
    );
    if (type !== 'text' && row?.mean !== null && row !== undefined)
      found.set(name, { mean: row.mean, n: Number(row.n) });
  }
  return found;
};

/** Every measure of invented people seen all day and, the same people, while they play. */
export const sessionBias = async (): Promise<Bias[]> => {
  const spill = mkdtempSync(path.join(tmpdir(), 'joka-bias-'));
  const duck = await openDuck({ memoryLimitMb: 512, threads: 2, spillDir: spill });
  try {
    const points = inventPoints(60, 21, 'bias');
    const truth = await means(duck, points);
    const sessions = await means(
      duck,
      points.filter((point) => point.playing),
    );
    const round = (value: number): number => Number(value.toPrecision(4));
    return [...truth].map(([measure, { mean, n }]) => {
      const seen = sessions.get(measure);
      const bias = seen === undefined || mean === 0 ? null : round((seen.mean - mean) / Math.abs(mean));
      return {
        measure,
        truth: round(mean),
        sessions: seen === undefined ? null : round(seen.mean),
        bias,
        persons: n,
      };
    });
  } finally {
    duck.close();
    rmSync(spill, { recursive: true, force: true });
  }
};
