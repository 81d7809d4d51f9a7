import type { Place } from './town.ts';
import { metresBetween } from './town.ts';

/** Streets as a graph: crossings and bends are nodes, joined by straight pieces with their metres. */
export type Streets = {
  nodes: readonly Place[];
  pieces: readonly (readonly { to: number; metres: number }[])[];
};

const keyOf = ([lng, lat]: Place): string => `${lng.toFixed(6)},${lat.toFixed(6)}`;

/** Makes the graph out of street lines; lines that share a point are joined there. */
export const streetsOf = (lines: readonly (readonly Place[])[]): Streets => {
  const ids = new Map<string, number>();
  const nodes: Place[] = [];
  const pieces: { to: number; metres: number }[][] = [];
  const nodeAt = (place: Place): number => {
    const key = keyOf(place);
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, nodes.length);
    nodes.push(place);
    pieces.push([]);
    return nodes.length - 1;
  };
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [from, to] = [line[i - 1], line[i]];
      if (from === undefined || to === undefined) continue;
      const [a, b] = [nodeAt(from), nodeAt(to)];
      const metres = metresBetween(from, to);
      pieces[a]?.push({ to: b, metres });
      pieces[b]?.push({ to: a, metres });
    }
  }
  return { nodes, pieces };
};

/** The node nearest to a place, or -1 when there is none. */
export const nearestNode = (streets: Streets, place: Place): number => {
  let best = -1;
  let least = Infinity;
  for (const [id, node] of streets.nodes.entries()) {
    const metres = metresBetween(node, place);
    if (metres < least) [best, least] = [id, metres];
  }
  return best;
};

/** A way through the streets from one place to another, ends included; a straight line where no street leads. */
export const wayTo = (streets: Streets, from: Place, to: Place): Place[] => {
  const [start, end] = [nearestNode(streets, from), nearestNode(streets, to)];
  if (start === -1 || end === -1) return [from, to];
  const metres = new Map<number, number>([[start, 0]]);
  const before = new Map<number, number>();
  const open = new Set<number>([start]);
  while (open.size > 0) {
    let here = -1;
    let least = Infinity;
    for (const id of open) {
      const value = metres.get(id) ?? Infinity;
      if (value < least) [here, least] = [id, value];
    }
    if (here === end) break;
    open.delete(here);
    for (const piece of streets.pieces[here] ?? []) {
      const next = least + piece.metres;
      if (next >= (metres.get(piece.to) ?? Infinity)) continue;
      metres.set(piece.to, next);
      before.set(piece.to, here);
      open.add(piece.to);
    }
  }
  if (!metres.has(end)) return [from, to];
  const way: Place[] = [];
  for (let id: number | undefined = end; id !== undefined; id = before.get(id)) {
    const node = streets.nodes[id];
    if (node !== undefined) way.unshift(node);
  }
  return [from, ...way];
};
