import { cellToParent, latLngToCell } from 'h3-js';
import type { Point } from '../plan/projection.ts';
import { toDegrees } from '../plan/projection.ts';
import type { Random } from '../random.ts';

/** What a phone sends: a stay in one cell (H3 res 11), or `home` without a cell. Instants in milliseconds, UTC. */
export type TownDwell = {
  readonly cell: string | null;
  readonly home: boolean;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly n: number;
  readonly accuracy: 'fine' | 'fair' | 'poor';
};

type Where = (at: number) => { p: Point; moving: boolean };

/**
 * Turns positions into dwells as the phone does: seen every `step`, blurred by the receiver's drift, cut to cells,
 * the home zone to `home`. Consecutive positions in one cell are one dwell.
 * @param step milliseconds between positions
 */
export const dwellsOf = (
  where: Where,
  from: number,
  to: number,
  step: number,
  homeZone: ReadonlySet<string>,
  random: Random,
): TownDwell[] => {
  const dwells: TownDwell[] = [];
  const accuracy = random.chance(0.82) ? 'fine' : random.chance(0.75) ? 'fair' : 'poor';
  const sigma = { fine: 4, fair: 11, poor: 24 }[accuracy];
  let [dx, dy] = [sigma * random.normal(), sigma * random.normal()];
  for (let at = from; at <= to; at += step) {
    const { p, moving } = where(at);
    if (moving) {
      // A first-order drift: receivers err in one direction for about a minute, and settle when one stands still.
      const keep = Math.exp(-step / 60_000);
      const fresh = sigma * Math.sqrt(1 - keep * keep);
      dx = dx * keep + fresh * random.normal();
      dy = dy * keep + fresh * random.normal();
    }
    const { lat, lng } = toDegrees({ x: p.x + dx, y: p.y + dy });
    const exact = latLngToCell(lat, lng, 11);
    const home = homeZone.has(cellToParent(exact, 8));
    const cell = home ? null : exact;
    const last = dwells.at(-1);
    if (last !== undefined && last.cell === cell && last.home === home) {
      dwells[dwells.length - 1] = { ...last, lastAt: at, n: last.n + 1 };
    } else dwells.push({ cell, home, firstAt: at, lastAt: at, n: 1, accuracy });
  }
  return dwells;
};
