import type { Duck } from '../../infra/duckdb/duck.ts';
import { commonNeighbours } from './structure/common-neighbours.ts';
import { graphOf } from './structure/graph.ts';
import { TIE_MEASURES, USUAL_TIE_MEASURES, type TieMeasure } from './measures.ts';

export type NetworkRequest = {
  /** Relation `(a, b, weight)` of ties, each once or more, weights whole numbers above 0. */
  readonly ties: string;
  /** Relation `(person)` of those whose own ties were seen: a whole network's members, the participants of a study, the egos of ego logs. Default: both ends of every tie. */
  readonly observed?: string;
  /** Names of TIE_MEASURES. Default: all but the slow ones. */
  readonly measures?: readonly string[];
  /** Tables to make: `<into>_ties` and `<into>_persons`. Default `network`. */
  readonly into?: string;
};

const named = (names: readonly string[]): readonly TieMeasure[] => {
  const known = new Set(TIE_MEASURES.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw new RangeError(`no measure of ties is called ${unknown}`);
  return TIE_MEASURES.filter(({ name }) => names.includes(name));
};

const doubles = (values: ArrayLike<number>): Float64Array => Float64Array.from(values);

/** Columns of measures and their reasons; null where SQL `seen` is false. */
const columnsOf = (measures: readonly TieMeasure[], seen: string): string =>
  measures
    .map(
      ({ name, absent }) => `, CASE WHEN ${seen} THEN m.${name} END AS ${name},
        CASE WHEN NOT ${seen} THEN 'alters_unobserved' WHEN m.${name} IS NULL THEN '${absent}' END AS ${name}_reason`,
    )
    .join('');

/**
 * Tables `<into>_ties (a, b, weight, <measure>, <measure>_reason …)` with a < b, and
 * `<into>_persons (person, alters, alters_observed, <measure>, <measure>_reason …)`.
 *
 * Structure is measured in the network of those observed. A tie to someone whose own ties were not seen, and a person none
 * of whose others was, have no structure: null with `alters_unobserved`, as in any ego log. Weights are intensity and are
 * given for every tie.
 * @throws RangeError for an unknown measure
 */
export const measureNetwork = async (duck: Duck, request: NetworkRequest): Promise<void> => {
  const into = request.into ?? 'network';
  const measures = named(request.measures ?? USUAL_TIE_MEASURES);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ${into}_edges AS
    SELECT least(a, b) AS a, greatest(a, b) AS b, sum(weight)::BIGINT AS weight FROM ${request.ties}
    WHERE a <> b GROUP BY 1, 2`);
  const observed =
    request.observed ?? `(SELECT a AS person FROM ${into}_edges UNION SELECT b FROM ${into}_edges)`;
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ${into}_nodes AS
    SELECT person, (row_number() OVER (ORDER BY person) - 1)::INTEGER AS ix FROM (SELECT DISTINCT person FROM ${observed})`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ${into}_indexed AS
    SELECT e.*, p.ix AS ia, q.ix AS ib, (row_number() OVER (ORDER BY p.ix, q.ix) - 1)::INTEGER AS e
    FROM ${into}_edges e JOIN ${into}_nodes p ON p.person = e.a JOIN ${into}_nodes q ON q.person = e.b`);
  const rows = await duck.columns(`SELECT ia, ib, weight::DOUBLE AS weight FROM ${into}_indexed ORDER BY e`);
  const counted = await duck.columns(`SELECT count(*)::INTEGER AS n FROM ${into}_nodes`);
  const graph = graphOf(
    Number(counted['n']?.[0] ?? 0),
    rows['ia'] as Int32Array,
    rows['ib'] as Int32Array,
    rows['weight'] as Float64Array,
  );
  const common = commonNeighbours(graph);
  const [ties, persons] = [
    measures.filter(({ of }) => of === 'tie'),
    measures.filter(({ of }) => of === 'person'),
  ];
  const put = (table: string, key: string, n: number, of: readonly TieMeasure[]): Promise<void> =>
    duck.append(table, [[key, 'INTEGER'], ...of.map(({ name }) => [name, 'DOUBLE'] as const)], {
      [key]: Int32Array.from({ length: n }, (_, i) => i),
      ...Object.fromEntries(of.map((measure) => [measure.name, doubles(measure.compute(graph, common))])),
    });
  await put(`${into}_by_tie`, 'e', graph.edgeA.length, ties);
  await put(`${into}_by_node`, 'ix', graph.nodes, persons);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ${into}_ties AS
    SELECT t.a, t.b, t.weight${columnsOf(ties, '(i.e IS NOT NULL)')}
    FROM ${into}_edges t LEFT JOIN ${into}_indexed i ON i.a = t.a AND i.b = t.b LEFT JOIN ${into}_by_tie m ON m.e = i.e
    ORDER BY t.a, t.b`);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE ${into}_persons AS
    WITH ends AS (SELECT a AS person, b AS other FROM ${into}_edges UNION ALL SELECT b, a FROM ${into}_edges),
    alters AS (
      SELECT e.person, count(*)::INTEGER AS alters, count(o.ix)::INTEGER AS alters_observed
      FROM ends e LEFT JOIN ${into}_nodes o ON o.person = e.other GROUP BY e.person)
    SELECT n.person, coalesce(c.alters, 0) AS alters,
           coalesce(c.alters_observed, 0) AS alters_observed${columnsOf(persons, '(coalesce(c.alters, 0) = 0 OR c.alters_observed > 0)')}
    FROM ${into}_nodes n LEFT JOIN alters c ON c.person = n.person JOIN ${into}_by_node m ON m.ix = n.ix ORDER BY n.person`);
};
