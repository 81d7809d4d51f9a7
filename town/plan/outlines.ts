import { communeAt, COMMUNES } from './communes.ts';
import type { Commune } from './communes.ts';
import type { Lattice } from './lattice.ts';
import { SIZE } from './lattice.ts';
import { along } from './projection.ts';
import type { Point } from './projection.ts';

/** A commune's ground as closed rings that follow the streets: its quads, joined. */
export type Outline = { readonly commune: Commune; readonly rings: readonly (readonly Point[])[] };

type Step = { from: string; to: string; at: Point };

const name = (i: number, j: number): string => `${i},${j}`;

/** Joins steps end to end into closed rings. */
const chain = (steps: readonly Step[]): Point[][] => {
  const from = new Map<string, Step[]>();
  for (const step of steps) from.set(step.from, [...(from.get(step.from) ?? []), step]);
  const rings: Point[][] = [];
  for (const start of steps) {
    if (from.get(start.from)?.includes(start) !== true) continue;
    const ring: Point[] = [];
    for (let step: Step | undefined = start; step !== undefined;) {
      ring.push(step.at);
      const here: Step = step;
      from.set(
        here.from,
        (from.get(here.from) ?? []).filter((s) => s !== here),
      );
      step = here.to === start.from ? undefined : from.get(here.to)?.[0];
    }
    rings.push([...ring, ring[0] as Point]);
  }
  return rings.sort((a, b) => b.length - a.length);
};

/** Outlines of all communes; neighbours share their border. */
export const createOutlines = (lattice: Lattice): Outline[] => {
  const owner = (i: number, j: number): string => {
    if (i < 0 || j < 0 || i >= SIZE || j >= SIZE || lattice.use(i, j) === 'fields') return '';
    return communeAt(along(lattice.node(i, j), lattice.node(i + 1, j + 1), 0.5)).code;
  };
  return COMMUNES.map((commune) => {
    const steps: Step[] = [];
    for (let i = 0; i < SIZE; i += 1) {
      for (let j = 0; j < SIZE; j += 1) {
        if (owner(i, j) !== commune.code) continue;
        const corners = [
          [i, j],
          [i + 1, j],
          [i + 1, j + 1],
          [i, j + 1],
        ] as const;
        const beside = [owner(i, j - 1), owner(i + 1, j), owner(i, j + 1), owner(i - 1, j)];
        corners.forEach(([a, b], k) => {
          const [c, d] = corners[(k + 1) % 4] ?? corners[0];
          if (beside[k] !== commune.code)
            steps.push({ from: name(a, b), to: name(c, d), at: lattice.node(a, b) });
        });
      }
    }
    return { commune, rings: chain(steps) };
  });
};
