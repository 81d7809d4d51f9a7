import { cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { clearedBy, type Dwell } from '../game/fog.ts';
import type { Cell } from '../game/ids.ts';
import { SCENARIO } from '../game/scenario.ts';
import { type Bench, fastest, round } from './bench.ts';

const SESSIONS = 200;
const DWELLS = 100;

/** Sessions of people walking at about 5 km/h through neighbouring cells of resolution 11. */
const sessions = (): Dwell[][] =>
  Array.from({ length: SESSIONS }, (_, s) => {
    const start = latLngToCell(50.42 + s * 1e-4, 2.78, 11);
    const ring = gridDisk(start, 6).slice(0, DWELLS) as Cell[];
    return ring.map((cell, i) => ({
      cell,
      home: false,
      firstAt: s * 86_400_000 + i * 60_000,
      lastAt: s * 86_400_000 + i * 60_000 + 40_000,
      n: 8,
      accuracy: 'fine' as const,
    }));
  });

export const bench: Bench = {
  title: 'Clouds cleared: the fog after a batch of dwells',
  against: 'h3-js turning the same cells into their parents, and nothing else',
  measures: ['game/fog.ts', 'game/scenario.ts'],
  run: async () => {
    const all = sessions();
    const n = SESSIONS * DWELLS;
    const ours = await fastest(5, () => clearedBy(all, SCENARIO.fog));
    const limit = await fastest(5, () => {
      const seen = new Set<string>();
      for (const dwells of all) for (const { cell } of dwells) seen.add(cellToParent(cell ?? '', 10));
      return seen;
    });
    return {
      dwells: n,
      cells_cleared: ours.value.size,
      dwells_per_second: round((n / ours.ms) * 1000),
      microseconds_per_dwell: round((ours.ms / n) * 1000),
      ratio_to_limit: round(ours.ms / limit.ms),
    };
  },
};
