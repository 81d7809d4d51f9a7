import type { Random } from '../random.ts';
import { communeAt } from './communes.ts';
import type { Lattice } from './lattice.ts';
import { SIZE } from './lattice.ts';
import { along, distance } from './projection.ts';
import type { Point } from './projection.ts';
import { STREET_NAMES, STREET_TYPES } from './street-names.ts';

export type StreetKind = 'avenue' | 'street' | 'alley';
/** A piece of street between two crossings. Lengths in metres. */
export type Edge = {
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly street: number;
};
export type Street = {
  readonly id: number;
  readonly name: string;
  readonly kind: StreetKind;
  readonly commune: string;
};

/** The walkable network: crossings, pieces and the streets they belong to. All crossings reach each other. */
export type StreetGraph = {
  readonly nodes: readonly Point[];
  readonly edges: readonly Edge[];
  readonly streets: readonly Street[];
};

type Run = { kind: StreetKind; chain: Point[] };

/** Follows each line of the lattice and cuts it into runs: at a gap, at a commune's border, or after some crossings. */
const latticeRuns = (lattice: Lattice, random: Random): Run[] => {
  const runs: Run[] = [];
  for (const direction of ['h', 'v'] as const) {
    for (let line = 0; line <= SIZE; line += 1) {
      let run = null as Run | null;
      let left = 0;
      for (let step = 0; step < SIZE; step += 1) {
        const [i, j] = direction === 'h' ? [step, line] : [line, step];
        const kind = lattice.side(i, j, direction);
        const a = lattice.node(i, j);
        const b = direction === 'h' ? lattice.node(i + 1, j) : lattice.node(i, j + 1);
        const changes =
          run !== null && communeAt(run.chain[0] as Point).code !== communeAt(along(a, b, 0.5)).code;
        if (kind === null || run === null || run.kind !== kind || changes || left === 0) {
          run = kind === null ? null : { kind, chain: [a] };
          if (run !== null) runs.push(run);
          left = kind === 'avenue' ? random.integer(7, 12) : random.integer(3, 7);
        }
        if (run !== null) run.chain.push(b);
        left -= 1;
      }
    }
  }
  return runs;
};

/** Alleys through the middle of blocks: in the centres and between the rows of miners' houses. */
const alleyRuns = (lattice: Lattice, random: Random): Run[] => {
  const runs: Run[] = [];
  for (let i = 0; i < SIZE; i += 1) {
    for (let j = 0; j < SIZE; j += 1) {
      const use = lattice.use(i, j);
      const roll = random.next();
      const middle = along(lattice.node(i, j), lattice.node(i + 1, j + 1), 0.5);
      const rows = communeAt(middle).style === 'rows';
      if (!((use === 'centre' && roll < 0.75) || (use === 'homes' && rows && roll < 0.8))) continue;
      const [south, north] = [lattice.side(i, j, 'h'), lattice.side(i, j + 1, 'h')];
      if (south === null || north === null) continue;
      const a = along(lattice.node(i, j), lattice.node(i + 1, j), 0.5);
      const b = along(lattice.node(i, j + 1), lattice.node(i + 1, j + 1), 0.5);
      runs.push({ kind: 'alley', chain: [a, b] });
    }
  }
  return runs;
};

const sameKey = (p: Point): string => `${Math.round(p.x * 100)},${Math.round(p.y * 100)}`;

/** Largest set of crossings that reach each other, and the edges between them. */
const connected = (nodes: Point[], edges: Edge[]): { nodes: Point[]; edges: Edge[] } => {
  const beside = nodes.map((): number[] => []);
  for (const e of edges) {
    beside[e.from]?.push(e.to);
    beside[e.to]?.push(e.from);
  }
  const group = nodes.map(() => -1);
  const sizes: number[] = [];
  nodes.forEach((_, start) => {
    if (group[start] !== -1) return;
    const stack = [start];
    group[start] = sizes.length;
    let size = 0;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      size += 1;
      for (const next of beside[at] ?? []) {
        if (group[next] !== -1) continue;
        group[next] = sizes.length;
        stack.push(next);
      }
    }
    sizes.push(size);
  });
  const kept = sizes.indexOf(Math.max(...sizes));
  const renumbered = new Map<number, number>();
  nodes.forEach((_, i) => group[i] === kept && renumbered.set(i, renumbered.size));
  return {
    nodes: nodes.filter((_, i) => group[i] === kept),
    edges: edges.flatMap((e) => {
      const [from, to] = [renumbered.get(e.from), renumbered.get(e.to)];
      return from === undefined || to === undefined ? [] : [{ ...e, from, to }];
    }),
  };
};

/** Streets, crossings and names from a bent lattice. */
export const createStreets = (lattice: Lattice, random: Random): StreetGraph => {
  const naming = random.fork('names');
  const alleys = alleyRuns(lattice, random.fork('alleys'));
  const middles = new Set(alleys.flatMap((run) => run.chain.map(sameKey)));
  const ids = new Map<string, number>();
  const nodes: Point[] = [];
  const idOf = (p: Point): number => {
    const known = ids.get(sameKey(p));
    if (known !== undefined) return known;
    ids.set(sameKey(p), nodes.length);
    nodes.push(p);
    return nodes.length - 1;
  };
  const taken = new Set<string>();
  const streets: Street[] = [];
  const edges: Edge[] = [];
  for (const run of [...latticeRuns(lattice, random.fork('runs')), ...alleys]) {
    const commune = communeAt(along(run.chain[0] as Point, run.chain[1] as Point, 0.5)).code;
    let name = '';
    for (let tries = 0; name === '' || taken.has(`${commune} ${name}`); tries += 1) {
      const first = naming.pick(STREET_TYPES[run.kind]);
      name = `${first} ${naming.pick(STREET_NAMES)}${tries > 40 ? ' prolongée' : ''}`;
      if (tries > 80) break;
    }
    taken.add(`${commune} ${name}`);
    const street = streets.length;
    streets.push({ id: street, name, kind: run.kind, commune });
    run.chain.forEach((a, i) => {
      const b = run.chain[i + 1];
      if (b === undefined) return;
      const half = along(a, b, 0.5);
      const stops = middles.has(sameKey(half)) ? [a, half, b] : [a, b];
      stops.slice(1).forEach((to, k) => {
        const from = stops[k] as Point;
        edges.push({ from: idOf(from), to: idOf(to), length: distance(from, to), street });
      });
    });
  }
  const whole = connected(nodes, edges);
  return { ...whole, streets };
};
