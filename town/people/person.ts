import { gridDisk, latLngToCell } from 'h3-js';
import { COMMUNES } from '../plan/communes.ts';
import type { Plan } from '../plan/plan.ts';
import { distance, toDegrees } from '../plan/projection.ts';
import type { Point } from '../plan/projection.ts';
import type { Random } from '../random.ts';
import { NICK_ENDS, NICK_STARTS } from './nicknames.ts';

/** One invented young person. */
export type Person = {
  readonly index: number;
  readonly nickname: string;
  readonly ageBand: '16-17' | '18-25';
  readonly commune: string;
  /** Crossing of the home; its cells never leave the phone. */
  readonly homeNode: number;
  /** Res-8 cells of the home zone: the home's own and one random neighbour. */
  readonly homeZone: ReadonlySet<string>;
  /** How much this person moves, standard normal. */
  readonly mobility: number;
  /** How easily this person meets others, standard normal. */
  readonly sociability: number;
  /** Probability of playing on a day. */
  readonly playing: number;
  /** Places visited again and again: crossings. */
  readonly haunts: readonly number[];
  /** Indexes of friends: strong ties. */
  readonly friends: readonly number[];
  /** Walking pace, metres per second. */
  readonly pace: number;
  /** Day of the town's weeks on which the account is made. */
  readonly joinsOnDay: number;
  readonly research: boolean;
  readonly shareAdviser: boolean;
  readonly device: string;
  /** A study's logger that records all day, null for nearly everyone. */
  readonly logger: string | null;
};

/** Crossings within a distance band of a point. */
export const crossingsAround = (plan: Plan, centre: Point, from: number, to: number): number[] =>
  plan.graph.nodes.flatMap((p, i) => {
    const d = distance(p, centre);
    return d >= from && d <= to ? [i] : [];
  });

const zoneOf = (home: Point, random: Random): ReadonlySet<string> => {
  const { lat, lng } = toDegrees(home);
  const own = latLngToCell(lat, lng, 8);
  return new Set([own, random.pick(gridDisk(own, 1).filter((c) => c !== own))]);
};

/** Friends live near each other: groups of three to six in one commune, and a few across. */
const befriend = (communes: readonly string[], random: Random): number[][] => {
  const friends = communes.map(() => new Set<number>());
  const link = (a: number, b: number): void => {
    if (a === b) return;
    friends[a]?.add(b);
    friends[b]?.add(a);
  };
  for (const { code } of COMMUNES) {
    const here = random.shuffled(communes.flatMap((c, i) => (c === code ? [i] : [])));
    for (let at = 0; at < here.length;) {
      const group = here.slice(at, at + random.integer(3, 6));
      for (const a of group) for (const b of group) link(a, b);
      at += group.length;
    }
  }
  const across = Math.round(communes.length * 0.15);
  for (let i = 0; i < across; i += 1) {
    link(random.integer(0, communes.length - 1), random.integer(0, communes.length - 1));
  }
  return friends.map((set) => [...set].sort((a, b) => a - b));
};

/** Persons with homes, habits and friends. The first `loggers` of those who take part in research carry a logger. */
export const createPersons = (
  plan: Plan,
  count: number,
  days: number,
  loggers: number,
  random: Random,
): Person[] => {
  const shares = COMMUNES.map((c) => c.share);
  const communes = Array.from({ length: count }, () => COMMUNES[random.weighted(shares)]?.code ?? '99001');
  const friends = befriend(communes, random.fork('friends'));
  const byCommune = new Map(COMMUNES.map((c) => [c.code, [] as number[]]));
  for (const e of plan.graph.edges) byCommune.get(plan.graph.streets[e.street]?.commune ?? '')?.push(e.from);
  let left = loggers;
  return communes.map((commune, index) => {
    const draw = random.fork(`person/${index}`);
    const homeNode = draw.pick(byCommune.get(commune) ?? [0]);
    const home = plan.graph.nodes[homeNode] ?? { x: 0, y: 0 };
    const mobility = draw.normal();
    const reach = 700 * Math.exp(0.35 * mobility);
    const near = crossingsAround(plan, home, 150, reach + 500);
    const research = draw.chance(0.7);
    const logger = research && left > 0 && draw.chance(0.5) ? draw.uuid() : null;
    if (logger !== null) left -= 1;
    return {
      index,
      nickname: `${draw.pick(NICK_STARTS)}-${draw.pick(NICK_ENDS)}-${index + 1}`,
      ageBand: draw.chance(0.12) ? '16-17' : '18-25',
      commune,
      homeNode,
      homeZone: zoneOf(home, draw),
      mobility,
      sociability: 0.25 * mobility + Math.sqrt(1 - 0.25 ** 2) * draw.normal(),
      playing: Math.min(0.4, 0.1 * Math.exp(0.5 * draw.normal())),
      haunts: Array.from({ length: 4 }, () => draw.pick(near)),
      friends: friends[index] ?? [],
      pace: draw.between(1.1, 1.5),
      joinsOnDay: draw.chance(0.75) ? draw.integer(0, 5) : draw.integer(6, Math.floor(days * 0.6)),
      research,
      shareAdviser: draw.chance(0.35),
      device: draw.uuid(),
      logger,
    };
  });
};
