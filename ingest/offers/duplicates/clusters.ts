import { compare } from './compare.ts';
import type { Corpus } from './corpus.ts';
import type { Verdict } from './record.ts';

/** Records shown as one: `centre` is the one the others are all near to; each with its verdict against it. */
export type Cluster = {
  readonly centre: number;
  readonly members: readonly { readonly record: number; readonly verdict: Verdict }[];
};

type Edge = { readonly a: number; readonly b: number; readonly verdict: Verdict };

/** Connected components of the edges, each with its own edges. */
const componentsOf = (edges: readonly Edge[]): { group: number[]; edges: Edge[] }[] => {
  const parent = new Map<number, number>();
  const root = (i: number): number => {
    let at = i;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up);
      at = up;
    }
    return at;
  };
  for (const { a, b } of edges) {
    for (const i of [a, b]) if (!parent.has(i)) parent.set(i, i);
    parent.set(root(a), root(b));
  }
  const groups = new Map<number, { group: number[]; edges: Edge[] }>();
  for (const i of parent.keys()) {
    const found = groups.get(root(i));
    if (found) found.group.push(i);
    else groups.set(root(i), { group: [i], edges: [] });
  }
  for (const edge of edges) groups.get(root(edge.a))?.edges.push(edge);
  return [...groups.values()];
};

/**
 * Makes clusters of merge edges only. Every member must itself be a merge with the centre (the record with most merge
 * edges): a chain of likenesses does not hold together by its ends. One record per publisher, unless word for word the
 * same; what falls out stands alone again.
 */
export const clusterPairs = (
  corpus: Corpus,
  pairs: readonly Edge[],
  decisions: ReadonlyMap<number, 'accepted' | 'undone'> = new Map(),
): readonly Cluster[] => {
  const n = corpus.records.length;
  const edges = pairs.filter(({ verdict }) => verdict.relation === 'duplicate');
  const known = new Map(edges.map((edge) => [edge.a * n + edge.b, edge.verdict]));
  const degree = new Map<number, number>();
  for (const { a, b } of edges) for (const i of [a, b]) degree.set(i, (degree.get(i) ?? 0) + 1);
  const between = (x: number, y: number): Verdict => {
    const [a, b] = x < y ? [x, y] : [y, x];
    const edge = known.get(a * n + b);
    if (edge !== undefined) return edge;
    const made = compare(corpus, a, b, false);
    return decisions.get(a * n + b) === 'undone' ? { ...made, relation: 'different' } : made;
  };
  const clusters: Cluster[] = [];
  const gather = (group: readonly number[], inner: readonly Edge[]): void => {
    const [first, ...others] = group.toSorted((x, y) => (degree.get(y) ?? 0) - (degree.get(x) ?? 0) || x - y);
    if (first === undefined || others.length === 0) return;
    const near = others
      .map((record) => ({ record, verdict: between(first, record) }))
      .filter(({ verdict }) => verdict.relation === 'duplicate')
      .toSorted((x, y) => y.verdict.bits - x.verdict.bits || x.record - y.record);
    const taken = new Map<string, number>();
    const publisher = (record: number): string | null => corpus.records[record]?.publisher ?? null;
    const own = publisher(first);
    if (own !== null) taken.set(own, first);
    const members = near.filter(({ record }) => {
      const from = publisher(record);
      if (from === null) return true;
      const other = taken.get(from);
      const [a, b] = first < record ? [first, record] : [record, first];
      if (decisions.get(a * n + b) === 'accepted') return true;
      if (other === undefined) taken.set(from, record);
      return other === undefined || corpus.texts[other] === corpus.texts[record];
    });
    if (members.length > 0) clusters.push({ centre: first, members });
    const inside = new Set([first, ...members.map(({ record }) => record)]);
    const rest = inner.filter(({ a, b }) => !inside.has(a) && !inside.has(b));
    if (rest.length < inner.length) for (const each of componentsOf(rest)) gather(each.group, each.edges);
  };
  for (const each of componentsOf(edges)) gather(each.group, each.edges);
  return clusters.toSorted((x, y) => x.centre - y.centre);
};
