import type { Random } from '../random.ts';
import { communeAt } from './communes.ts';
import { crossesLine, RAILWAY, RIVER } from './lines.ts';
import type { Point } from './projection.ts';

/** Quads along one side of the lattice that the town is bent from. */
export const SIZE = 30;
const SPACING = 132;

/** What a quad of the lattice is for. `fields` lies outside the town. */
export type QuadUse = 'homes' | 'centre' | 'works' | 'school' | 'park' | 'heap' | 'fields';

/** A bent lattice: corners, what each quad is for, and which sides carry a street. */
export type Lattice = {
  node(i: number, j: number): Point;
  use(i: number, j: number): QuadUse;
  /** Kind of the street from (i, j) to its neighbour east (`h`) or north (`v`); null where there is none. */
  side(i: number, j: number, direction: 'h' | 'v'): 'avenue' | 'street' | null;
};

const key = (i: number, j: number): number => i * (SIZE + 1) + j;
const isAvenue = (line: number): boolean => line % 5 === 0;

const bentNodes = (random: Random): Point[] => {
  const phases = Array.from({ length: 4 }, () => random.between(0, 2 * Math.PI));
  const [p0 = 0, p1 = 0, p2 = 0, p3 = 0] = phases;
  const turn = 0.17;
  const nodes: Point[] = [];
  for (let i = 0; i <= SIZE; i += 1) {
    for (let j = 0; j <= SIZE; j += 1) {
      const [x, y] = [(i - SIZE / 2) * SPACING, (j - SIZE / 2) * SPACING];
      const bx = x + 85 * Math.sin(y / 760 + p0) + 48 * Math.sin((x + y) / 520 + p1);
      const by = y + 75 * Math.sin(x / 700 + p2) + 44 * Math.sin((x - y) / 560 + p3);
      const { style } = communeAt({ x: bx, y: by });
      const loose = style === 'organic' ? 30 : style === 'grid' ? 9 : 4;
      const calm = isAvenue(i) || isAvenue(j) ? 0.35 : 1;
      const jx = bx + random.between(-loose, loose) * calm;
      const jy = by + random.between(-loose, loose) * calm;
      nodes.push({
        x: jx * Math.cos(turn) - jy * Math.sin(turn),
        y: jx * Math.sin(turn) + jy * Math.cos(turn),
      });
    }
  }
  return nodes;
};

/** Reach of the built town in a direction, metres: a wobbly ring instead of a square. */
const reach = (angle: number): number => 1890 + 130 * Math.sin(3 * angle + 1) + 70 * Math.sin(7 * angle);

const placeUses = (random: Random, node: (i: number, j: number) => Point): Map<number, QuadUse> => {
  const uses = new Map<number, QuadUse>();
  for (let i = 0; i < SIZE; i += 1) {
    for (let j = 0; j < SIZE; j += 1) {
      const [a, c] = [node(i, j), node(i + 1, j + 1)];
      const middle = { x: (a.x + c.x) / 2, y: (a.y + c.y) / 2 };
      const commune = communeAt(middle);
      const far = Math.hypot(middle.x, middle.y) > reach(Math.atan2(middle.y, middle.x));
      const toCentre = Math.hypot(middle.x - commune.centre.x, middle.y - commune.centre.y);
      const centre = toCentre < (commune.share > 0.2 ? 300 : 190);
      uses.set(key(i, j), far ? 'fields' : centre ? 'centre' : random.chance(0.035) ? 'school' : 'homes');
    }
  }
  return uses;
};

const stamp = (
  uses: Map<number, QuadUse>,
  use: QuadUse,
  i: number,
  j: number,
  w: number,
  h: number,
): void => {
  for (let a = i; a < i + w; a += 1) {
    for (let b = j; b < j + h; b += 1) {
      const before = uses.get(key(a, b));
      if (before === 'homes' || before === 'school') uses.set(key(a, b), use);
    }
  }
};

/** Bends a lattice into a town: an organic middle, planned parts, parks, slag heaps, works along the railway. */
export const createLattice = (random: Random): Lattice => {
  const nodes = bentNodes(random.fork('nodes'));
  const node = (i: number, j: number): Point => nodes[key(i, j)] ?? { x: 0, y: 0 };
  const uses = placeUses(random.fork('uses'), node);
  const draw = random.fork('groups');
  stamp(uses, 'heap', 6, 22, 3, 2);
  stamp(uses, 'heap', 21, 8, 2, 2);
  stamp(uses, 'works', 4, 9, 3, 3);
  stamp(uses, 'works', 21, 21, 4, 2);
  stamp(uses, 'works', 24, 14, 2, 3);
  stamp(uses, 'park', 17, 16, 2, 2);
  for (let n = 0; n < 9; n += 1) {
    stamp(uses, 'park', draw.integer(4, 24), draw.integer(4, 24), draw.integer(1, 2), draw.integer(1, 2));
  }
  const use = (i: number, j: number): QuadUse => uses.get(key(i, j)) ?? 'fields';
  const cuts = random.fork('sides');
  const sides = new Map<string, 'avenue' | 'street' | null>();
  const decide = (i: number, j: number, direction: 'h' | 'v'): 'avenue' | 'street' | null => {
    const beside: [QuadUse, QuadUse] =
      direction === 'h' ? [use(i, j - 1), use(i, j)] : [use(i - 1, j), use(i, j)];
    const avenue = isAvenue(direction === 'h' ? j : i);
    const roll = cuts.next();
    if (beside[0] === 'fields' && beside[1] === 'fields') return null;
    if (beside[0] === beside[1] && ['park', 'heap', 'works'].includes(beside[0])) return null;
    const [a, b] = [node(i, j), direction === 'h' ? node(i + 1, j) : node(i, j + 1)];
    if (crossesLine(a, b, RIVER) || crossesLine(a, b, RAILWAY)) return avenue ? 'avenue' : null;
    if (avenue) return 'avenue';
    const { style } = communeAt(a);
    const lost = beside.includes('centre')
      ? 0.03
      : style === 'organic'
        ? 0.22
        : style === 'grid'
          ? 0.08
          : 0.02;
    return roll < lost ? null : 'street';
  };
  for (let i = 0; i <= SIZE; i += 1) {
    for (let j = 0; j <= SIZE; j += 1) {
      if (i < SIZE) sides.set(`h${key(i, j)}`, decide(i, j, 'h'));
      if (j < SIZE) sides.set(`v${key(i, j)}`, decide(i, j, 'v'));
    }
  }
  return { node, use, side: (i, j, direction) => sides.get(`${direction}${key(i, j)}`) ?? null };
};
