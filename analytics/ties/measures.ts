import { bridges } from './structure/bridges.ts';
import { betweennesses } from './structure/betweenness.ts';
import { clusterings } from './structure/clustering.ts';
import { adamicAdar, jaccards, overlaps, resourceAllocation } from './structure/common-neighbours.ts';
import { constraints } from './structure/constraint.ts';
import { disparities } from './structure/disparity.ts';
import { dispersions } from './structure/dispersion.ts';
import { effectiveSizes } from './structure/effective-size.ts';
import { degreeOf, strengths, type Graph } from './structure/graph.ts';
import { ranges } from './structure/span.ts';

/** A structural measure of ties or of persons: a column, NaN standing for what has no value. */
export type TieMeasure = {
  readonly name: string;
  readonly unit: string;
  readonly definition: string;
  readonly source: string;
  /** Reason code where the network is seen and yet the value is null; a null in an unseen one is `alters_unobserved`. */
  readonly absent: string;
  /** Whether it grows faster than the edges: asked for by name only. */
  readonly slow?: true;
} & (
  | { readonly of: 'tie'; readonly compute: (graph: Graph, common: Int32Array) => ArrayLike<number> }
  | { readonly of: 'person'; readonly compute: (graph: Graph) => ArrayLike<number> }
);

/** Structural measures, each in its own file under `structure/`. All need the ties among a person's others to be seen. */
export const TIE_MEASURES: readonly TieMeasure[] = [
  {
    of: 'tie',
    name: 'common_neighbours',
    unit: 'persons',
    definition: 'Others tied to both: embeddedness, Simmelian strength, mutual contacts.',
    source: 'graphology simmelian-strength; Rajkumar et al. 2022 for its inverted U with jobs',
    absent: 'never',
    compute: (_, common) => common,
  },
  {
    of: 'tie',
    name: 'overlap',
    unit: 'share',
    definition:
      'n ÷ ((k_a − 1) + (k_b − 1) − n), n common neighbours, k degrees; 0 where neither has another neighbour.',
    source: 'Onnela et al. 2007',
    absent: 'never',
    compute: (graph, common) => overlaps(graph, common).map((value) => (Number.isNaN(value) ? 0 : value)),
  },
  {
    of: 'tie',
    name: 'jaccard',
    unit: 'share',
    definition: 'n ÷ (k_a + k_b − n), both ends in the union.',
    source: 'networkx jaccard_coefficient',
    absent: 'never',
    compute: jaccards,
  },
  {
    of: 'tie',
    name: 'adamic_adar',
    unit: 'score',
    definition: 'Σ 1/ln k over common neighbours.',
    source: 'networkx adamic_adar_index',
    absent: 'never',
    compute: adamicAdar,
  },
  {
    of: 'tie',
    name: 'resource_allocation',
    unit: 'score',
    definition: 'Σ 1/k over common neighbours.',
    source: 'networkx resource_allocation_index',
    absent: 'never',
    compute: resourceAllocation,
  },
  {
    of: 'tie',
    name: 'bridge',
    unit: '1 or 0',
    definition: '1 where the tie, removed, parts the network.',
    source: 'networkx bridges.py',
    absent: 'never',
    compute: bridges,
  },
  {
    of: 'tie',
    name: 'local_bridge',
    unit: '1 or 0',
    definition: '1 where the two share no neighbour.',
    source: 'Granovetter 1973; networkx local_bridges',
    absent: 'never',
    compute: (_, common) => Int32Array.from(common, (n) => (n === 0 ? 1 : 0)),
  },
  {
    of: 'tie',
    name: 'range',
    unit: 'ties',
    definition:
      'Shortest way between the two without the tie: 2 where they share a neighbour, above 2 the span of a local bridge; null for a bridge.',
    source: 'tie range, Park, Blumenstock & Macy 2018; span, networkx local_bridges',
    absent: 'bridge',
    slow: true,
    compute: (graph, common) =>
      ranges(graph, common).map((value) => (Number.isFinite(value) ? value : Number.NaN)),
  },
  {
    of: 'tie',
    name: 'dispersion',
    unit: 'pairs',
    definition:
      'Pairs of common neighbours that are not tied and share no neighbour of the person but the two; from the lower end, beside dispersion_other.',
    source: 'Backstrom & Kleinberg 2014; networkx dispersion.py',
    absent: 'never',
    slow: true,
    compute: (graph) => dispersions(graph).fromA,
  },
  {
    of: 'tie',
    name: 'dispersion_other',
    unit: 'pairs',
    definition: 'The same from the higher end.',
    source: 'Backstrom & Kleinberg 2014',
    absent: 'never',
    slow: true,
    compute: (graph) => dispersions(graph).fromB,
  },
  {
    of: 'tie',
    name: 'disparity',
    unit: 'probability',
    definition: '(1 − w/s)^(k − 1), the smaller of the two ends; an end with one neighbour is passed over.',
    source: 'Serrano et al. 2009; graphology disparity',
    absent: 'one_neighbour_each',
    compute: disparities,
  },
  {
    of: 'person',
    name: 'degree',
    unit: 'persons',
    definition: 'Others tied to the person.',
    source: 'networkx degree',
    absent: 'never',
    compute: (graph) => Int32Array.from({ length: graph.nodes }, (_, i) => degreeOf(graph, i)),
  },
  {
    of: 'person',
    name: 'strength',
    unit: 'weight',
    definition: 'Sum of the weights of the person’s ties.',
    source: 'Barrat et al. 2004',
    absent: 'never',
    compute: strengths,
  },
  {
    of: 'person',
    name: 'constraint',
    unit: 'index',
    definition: 'Σ_j (p_ij + Σ_q p_iq p_qj)² over others j; null for a person without ties, never 0.',
    source: 'Burt 1992; networkx structuralholes.py',
    absent: 'no_tie',
    compute: constraints,
  },
  {
    of: 'person',
    name: 'effective_size',
    unit: 'persons',
    definition:
      'Σ_j (1 − Σ_q p_iq m_jq); null for a person without ties. networkx’s fast weighted path is wrong.',
    source: 'Burt 1992',
    absent: 'no_tie',
    compute: effectiveSizes,
  },
  {
    of: 'person',
    name: 'efficiency',
    unit: 'share',
    definition: 'Effective size ÷ degree.',
    source: 'Burt 1992',
    absent: 'no_tie',
    compute: (graph) => effectiveSizes(graph).map((size, i) => size / degreeOf(graph, i)),
  },
  {
    of: 'person',
    name: 'clustering',
    unit: 'share',
    definition: 'Ties among the person’s others ÷ how many there could be; 0 with fewer than two.',
    source: 'Watts & Strogatz 1998; networkx clustering',
    absent: 'never',
    compute: (graph) => clusterings(graph),
  },
  {
    of: 'person',
    name: 'weighted_clustering',
    unit: 'share',
    definition: 'The same with the geometric mean of a triangle’s weights ÷ the largest weight of all.',
    source: 'Onnela et al. 2005; networkx clustering',
    absent: 'never',
    compute: (graph) => clusterings(graph, true),
  },
  {
    of: 'person',
    name: 'betweenness',
    unit: 'share',
    definition: 'Share of shortest ways between others that pass through the person, ÷ (n − 1)(n − 2)/2.',
    source: 'Brandes 2001; networkx betweenness_centrality',
    absent: 'never',
    slow: true,
    compute: (graph) => betweennesses(graph),
  },
];

/** Names of the measures that are computed when none are asked for by name. */
export const USUAL_TIE_MEASURES: readonly string[] = TIE_MEASURES.filter(
  (measure) => measure.slow !== true,
).map(({ name }) => name);
