import { COMMUNES } from '../plan/communes.ts';
import type { Plan } from '../plan/plan.ts';
import { along, distance } from '../plan/projection.ts';
import type { Point } from '../plan/projection.ts';
import type { Random } from '../random.ts';
import { FIRMS, SHOP_ENDS, TRADES } from './trades.ts';
import type { Trade } from './trades.ts';

/** An invented employer. Phones are of the ranges kept for fiction, mail addresses end in `.example`. */
export type Employer = {
  readonly id: string;
  readonly name: string;
  readonly trade: Trade;
  readonly commune: string;
  /** True for a shop with a window on the street. */
  readonly shop: boolean;
  readonly door: Point;
  /** Crossing from which one walks to the door. */
  readonly node: number;
  /** `12 Rue du Beffroi`. */
  readonly address: string;
  readonly phone: string;
  readonly email: string;
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

const phoneOf = (random: Random): string => {
  const pair = (): string => String(random.integer(0, 99)).padStart(2, '0');
  return random.chance(0.5) ? `03 53 01 ${pair()} ${pair()}` : `06 39 98 ${pair()} ${pair()}`;
};

type Spot = { door: Point; node: number; address: string; commune: string };

/** A door on a piece of street: beside the middle line, with a house number that grows along the street. */
const spotOn = (plan: Plan, edge: number, random: Random): Spot => {
  const { from, to, street, length } = plan.graph.edges[edge] ?? { from: 0, to: 0, street: 0, length: 1 };
  const [a, b] = [plan.graph.nodes[from] as Point, plan.graph.nodes[to] as Point];
  const share = random.between(0.2, 0.8);
  const [nx, ny] = [-(b.y - a.y) / length, (b.x - a.x) / length];
  const side = random.chance(0.5) ? 1 : -1;
  const middle = along(a, b, share);
  const { name = '', commune = '', kind = 'street' } = plan.graph.streets[street] ?? {};
  const off = kind === 'avenue' ? 9 : kind === 'street' ? 6 : 3.5;
  return {
    door: { x: middle.x + side * nx * off, y: middle.y + side * ny * off },
    node: share < 0.5 ? from : to,
    address: `${2 * random.integer(1, 45) + (side > 0 ? 1 : 0)} ${name}`,
    commune,
  };
};

/** Shops near the main squares, firms anywhere. The first shops stand nearest to the town's first square. */
export const createEmployers = (plan: Plan, random: Random): Employer[] => {
  const shopTrades = TRADES.filter((t) => t.shops.length > 0);
  const firmTrades = TRADES.filter((t) => t.shops.length === 0);
  const names = new Set<string>();
  const employers: Employer[] = [];
  const add = (name: string, trade: Trade, shop: boolean, spot: Spot): void => {
    names.add(name);
    const slug = plain(name);
    employers.push({
      id: slug,
      name,
      trade,
      shop,
      ...spot,
      phone: phoneOf(random),
      email: `contact@${slug}.example`,
    });
  };
  for (const commune of COMMUNES) {
    const wanted = Math.max(4, Math.round(66 * commune.share));
    const near = plan.graph.edges
      .map((e, i) => ({ i, e, d: distance(plan.graph.nodes[e.from] as Point, commune.centre) }))
      .filter(({ e }) => plan.graph.streets[e.street]?.commune === commune.code && e.length > 40)
      .toSorted((a, b) => a.d - b.d)
      .slice(0, Math.round(wanted * 1.6));
    for (const { i } of near.filter((_, k) => k < 3 || k % 2 === 0).slice(0, wanted)) {
      const trade = shopTrades[employers.length % shopTrades.length] as Trade;
      const fresh = trade.shops
        .flatMap((s) => SHOP_ENDS.map((end) => `${s} ${end}`))
        .filter((n) => !names.has(n));
      add(random.pick(fresh), trade, true, spotOn(plan, i, random));
    }
  }
  FIRMS.forEach((name, k) => {
    const edge = random.integer(0, plan.graph.edges.length - 1);
    add(name, firmTrades[k % firmTrades.length] as Trade, false, spotOn(plan, edge, random));
  });
  return employers;
};
