import type { Random } from '../random.ts';
import { communeAt } from './communes.ts';
import type { Lattice, QuadUse } from './lattice.ts';
import { SIZE } from './lattice.ts';
import { distanceToLine, RAILWAY, RIVER, RIVER_HALF } from './lines.ts';
import { along, distance } from './projection.ts';
import type { Point } from './projection.ts';

/** Ground between streets, and the houses on it. Polygons are open rings, counter-clockwise. */
export type Block = {
  readonly use: Exclude<QuadUse, 'fields'>;
  readonly commune: string;
  readonly polygon: readonly Point[];
  readonly buildings: readonly (readonly Point[])[];
};

/** Half of a street's width with its pavement, metres. */
export const HALF_WIDTH = { avenue: 10, street: 6.5, alley: 3.5 } as const;

/** Moves each side of a ring inward by its own distance. */
const inset = (ring: readonly Point[], by: readonly number[]): Point[] => {
  const lines = ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length] as Point;
    const length = distance(a, b);
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const d = by[i] ?? 0;
    return { x: a.x - uy * d, y: a.y + ux * d, ux, uy };
  });
  return lines.map((line, i) => {
    const prior = lines[(i + lines.length - 1) % lines.length] as (typeof lines)[number];
    const bend = prior.ux * line.uy - prior.uy * line.ux;
    if (Math.abs(bend) < 1e-6) return { x: line.x, y: line.y };
    const t = ((line.x - prior.x) * line.uy - (line.y - prior.y) * line.ux) / bend;
    return { x: prior.x + prior.ux * t, y: prior.y + prior.uy * t };
  });
};

/** Clear of river and railway? */
const dry = (p: Point): boolean =>
  distanceToLine(p, RIVER) > RIVER_HALF + 12 && distanceToLine(p, RAILWAY) > 16;

/** Rows of houses along each side that faces a street. */
const housesOf = (
  ring: readonly Point[],
  open: readonly boolean[],
  use: QuadUse,
  random: Random,
): Point[][] => {
  const depth = use === 'works' ? 34 : use === 'centre' ? 15 : 10;
  const houses: Point[][] = [];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length] as Point;
    const length = distance(a, b);
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const back = use === 'centre' ? 1 : 5;
    if (open[i] !== true) return;
    let at = back + depth * 0.2;
    while (at < length - back - 14) {
      const wide = Math.min(
        random.between(use === 'works' ? 45 : 22, use === 'works' ? 80 : 52),
        length - back - at,
      );
      const deep = depth * random.between(0.85, 1.2);
      const corner = (s: number, t: number): Point => ({
        x: a.x + ux * s - uy * t,
        y: a.y + uy * s + ux * t,
      });
      const house = [
        corner(at, back),
        corner(at + wide, back),
        corner(at + wide, back + deep),
        corner(at, back + deep),
      ];
      if (wide > 9 && house.every(dry)) houses.push(house);
      at += wide + random.between(4, use === 'centre' ? 7 : 16);
    }
  });
  return houses;
};

/** Blocks of the town. Where no street runs between two quads their ground touches. */
export const createBlocks = (lattice: Lattice, random: Random): Block[] => {
  const blocks: Block[] = [];
  for (let i = 0; i < SIZE; i += 1) {
    for (let j = 0; j < SIZE; j += 1) {
      const use = lattice.use(i, j);
      if (use === 'fields') continue;
      const ring = [
        lattice.node(i, j),
        lattice.node(i + 1, j),
        lattice.node(i + 1, j + 1),
        lattice.node(i, j + 1),
      ];
      const kinds = [
        lattice.side(i, j, 'h'),
        lattice.side(i + 1, j, 'v'),
        lattice.side(i, j + 1, 'h'),
        lattice.side(i, j, 'v'),
      ];
      const widths = kinds.map((kind) => (kind === null ? 0 : HALF_WIDTH[kind]));
      const polygon = inset(ring, widths);
      const built = use === 'homes' || use === 'centre' || use === 'works' || use === 'school';
      const faces = kinds.map((kind, side) => kind !== null && (use !== 'school' || side === 0));
      const buildings = built ? housesOf(polygon, faces, use, random) : [];
      const middle = along(ring[0] as Point, ring[2] as Point, 0.5);
      blocks.push({ use, commune: communeAt(middle).code, polygon, buildings });
    }
  }
  return blocks;
};
