import { describe, expect, it } from 'vitest';
import { planarJumps, planarRadius } from '../metrics/planar.ts';

const HOUR = 3_600_000;
const STAYS = [
  { x: 0, y: 9, ms: HOUR },
  { x: 3, y: 12, ms: 2 * HOUR },
  { x: 6, y: 15, ms: HOUR },
];

describe('conformance: on a plane', () => {
  it('A23: radius of gyration of three stays, √12 by count and 3 by duration', () => {
    expect(planarRadius(STAYS, 'count')).toBeCloseTo(Math.sqrt(12), 12);
    expect(planarRadius(STAYS, 'duration')).toBeCloseTo(3, 12);
    expect(
      planarRadius(
        STAYS.map((stay) => ({ ...stay, ms: 0 })),
        'duration',
      ),
    ).toBeNull();
  });

  it('A24: their jumps, √18 twice and then none', () => {
    const jumps = planarJumps(STAYS);
    expect(jumps[0]).toBeCloseTo(Math.sqrt(18), 12);
    expect(jumps[1]).toBeCloseTo(Math.sqrt(18), 12);
    expect(jumps[2]).toBeNull();
  });
});
