import type { Plan } from '../plan/plan.ts';
import { along, distance } from '../plan/projection.ts';
import type { Point } from '../plan/projection.ts';
import type { Random } from '../random.ts';
import { poisson } from '../truth.ts';
import { HOUR, MINUTE } from './calendar.ts';
import type { Person } from './person.ts';

/** A time at one crossing. Between two stays one walks; instants in milliseconds, UTC. */
export type Stay = { readonly node: number; readonly from: number; readonly to: number };

/** A whole day of one person, midnight to midnight, beginning and ending at home. */
export type Itinerary = { readonly stays: readonly Stay[]; readonly outings: readonly number[] };

/** Speed of a way: on foot; a third of the long ones by bus. Metres per second. */
const speedOf = (metres: number, pace: number, random: Random): number =>
  metres > 1800 && random.chance(0.35) ? 5.5 : pace;

type Choice = { plan: Plan; person: Person; random: Random; squares: readonly number[] };

/** How far a square draws people, metres. */
const PULL = 900;

/** One of the town's squares, the nearer the likelier. */
const square = ({ plan, squares, random }: Choice, from: number): number => {
  const here = plan.graph.nodes[from] as Point;
  const pulls = squares.map((node) => Math.exp(-distance(here, plan.graph.nodes[node] as Point) / PULL));
  return squares[random.weighted(pulls)] ?? from;
};

/** Where to go next: a square, a habit, or somewhere never tried; movers try more. */
const nextPlace = (choice: Choice, from: number): number => {
  const { plan, person, random } = choice;
  if (random.chance(0.22)) return square(choice, from);
  const explore = 1 / (1 + Math.exp(1.1 - 0.7 * person.mobility));
  if (!random.chance(explore)) return random.pick(person.haunts);
  const reach = 500 * Math.exp(0.45 * person.mobility + 0.35 * random.normal());
  const here = plan.graph.nodes[from] as Point;
  for (let tries = 0; tries < 12; tries += 1) {
    const node = random.integer(0, plan.graph.nodes.length - 1);
    const d = distance(here, plan.graph.nodes[node] as Point);
    if (d > 80 && d < reach + 250) return node;
  }
  return random.pick(person.haunts);
};

/**
 * One day: home, then outings that grow in number and reach with the person's mobility.
 * @param midnight the day's local midnight; @param work crossing of the workplace on a working day, else null
 * @param strolls true on days with a play session: one outing becomes a walk past several places
 */
export const planDay = (
  plan: Plan,
  person: Person,
  midnight: number,
  next: number,
  work: number | null,
  strolls: boolean,
  random: Random,
): Itinerary => {
  const stays: Stay[] = [];
  const outings: number[] = [];
  const choice = { plan, person, random, squares: plan.squares };
  let node = person.homeNode;
  let since = midnight;
  const go = (to: number, depart: number, stayFor: number): void => {
    const metres = plan.router.metres(node, to);
    stays.push({ node, from: since, to: depart });
    since = depart + (metres / speedOf(metres, person.pace, random)) * 1000;
    node = to;
    leave = Math.max(since, Math.min(since + stayFor, midnight + 22 * HOUR));
  };
  let leave = midnight + random.between(8, 11) * HOUR;
  if (work !== null) {
    go(work, midnight + random.between(8, 9) * HOUR, random.between(6.5, 8) * HOUR);
    go(person.homeNode, leave, 20 * MINUTE);
  }
  const wanted = poisson(Math.exp(0.05 + 0.4 * person.mobility), random) + (strolls ? 1 : 0);
  for (let k = 0; k < (work === null ? wanted : Math.min(1, wanted)); k += 1) {
    leave = Math.max(leave, midnight + random.between(9, 18) * HOUR);
    if (leave > midnight + 20 * HOUR) break;
    const stroll = strolls && k === 0;
    outings.push(leave);
    const stops = stroll ? random.integer(2, 4) : 1 + poisson(0.5, random);
    for (let n = 0; n < stops; n += 1) {
      if (leave > midnight + 21 * HOUR) break;
      go(nextPlace(choice, node), leave, (stroll ? random.between(1, 9) : random.between(12, 90)) * MINUTE);
    }
    go(person.homeNode, leave, random.between(20, 90) * MINUTE);
  }
  stays.push({ node, from: Math.min(since, next - 1), to: next });
  return { stays, outings };
};

/** Follows one itinerary in time order; asking for an earlier instant than before is not supported. */
export const followItinerary = (
  plan: Plan,
  day: Itinerary,
): ((at: number) => { p: Point; moving: boolean }) => {
  let k = 0;
  let way: { nodes: number[]; ends: number[] } | null = null;
  const point = (node: number): Point => plan.graph.nodes[node] as Point;
  return (at) => {
    while (k + 1 < day.stays.length && at >= (day.stays[k + 1]?.from ?? 0)) {
      k += 1;
      way = null;
    }
    const stay = day.stays[k] as Stay;
    const after = day.stays[k + 1];
    if (at < stay.to || after === undefined || after.node === stay.node)
      return { p: point(stay.node), moving: false };
    if (way === null) {
      const nodes = plan.router.path(stay.node, after.node);
      let sum = 0;
      const ends = nodes.map((n, i) => (sum += i === 0 ? 0 : distance(point(nodes[i - 1] ?? n), point(n))));
      way = { nodes, ends };
    }
    const total = way.ends.at(-1) ?? 0;
    const gone = (total * (at - stay.to)) / Math.max(1, after.from - stay.to);
    const i = Math.max(
      1,
      way.ends.findIndex((end) => end >= gone),
    );
    const [a, b] = [point(way.nodes[i - 1] ?? stay.node), point(way.nodes[i] ?? after.node)];
    const [from, to] = [way.ends[i - 1] ?? 0, way.ends[i] ?? total];
    return { p: along(a, b, to > from ? (gone - from) / (to - from) : 0), moving: true };
  };
};
