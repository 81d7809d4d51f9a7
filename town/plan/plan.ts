import type { Random } from '../random.ts';
import { createBaseMap } from './base-map.ts';
import type { BaseMap } from './base-map.ts';
import { createBlocks } from './blocks.ts';
import type { Block } from './blocks.ts';
import { COMMUNES } from './communes.ts';
import { createLattice } from './lattice.ts';
import { createOutlines } from './outlines.ts';
import { createRouter } from './routes.ts';
import type { Router } from './routes.ts';
import { createStreets } from './streets.ts';
import type { StreetGraph } from './streets.ts';

/** The ground of the town: streets to walk, blocks to look at, the map that is drawn. */
export type Plan = {
  graph: StreetGraph;
  blocks: readonly Block[];
  baseMap: BaseMap;
  router: Router;
  /** Crossings where people meet: the main square of each commune, and two more in its middle. */
  squares: readonly number[];
};

/** The whole street plan from one stream of random numbers. */
export const createPlan = (random: Random): Plan => {
  const lattice = createLattice(random.fork('lattice'));
  const graph = createStreets(lattice, random.fork('streets'));
  const blocks = createBlocks(lattice, random.fork('blocks'));
  const baseMap = createBaseMap(graph, blocks, createOutlines(lattice));
  const router = createRouter(graph);
  const squares = COMMUNES.flatMap(({ centre: { x, y } }) => [
    router.nearest({ x, y }),
    router.nearest({ x: x + 130, y: y - 60 }),
    router.nearest({ x: x - 70, y: y + 150 }),
  ]);
  return { graph, blocks, baseMap, router, squares: [...new Set(squares)] };
};
