import type { Duck } from '../../infra/duckdb/duck.ts';
import { H3_PARENT } from '../traces/geometry.ts';
import { ALWAYS_KNOWN, METRICS } from './index.ts';
import type { Metric, Need, Relation } from './metric.ts';
import { MEASURE_PARAMETERS, type MeasureParameters } from './parameters.ts';
import { makeUnits, periodOf, type Grain, type UnitsRequest } from './units.ts';

/** Reason codes given by a need that is not met, first that applies. A measure adds its own. */
export const NEED_REASONS = [
  'not_observed',
  'needs_continuous_observation',
  'too_few_days',
  'too_few_nights',
  'too_little_coverage',
  'place_unit_too_coarse',
] as const;

export type MeasuresRequest = UnitsRequest & {
  /** Names of measures; all without it. */
  readonly measures?: readonly string[];
  readonly parameters?: Partial<MeasureParameters>;
  /** Other limits than the measures' own for what must have been observed, where a measure has that limit. */
  readonly thresholds?: Partial<Pick<Need, 'minCoverage' | 'minDays' | 'minNights'>>;
  /** Name of the table to make. Default `measures`. */
  readonly into?: string;
};

/** Columns that stand before the measures of every row. */
export const UNIT_COLUMNS = [
  'person',
  'observation',
  'period',
  'quantum_m',
  'days_observed',
  'nights_observed',
] as const;

/**
 * Measures by name, in the order of the registry.
 * @throws RangeError naming one that does not exist
 */
export const metricsNamed = (names: readonly string[] | undefined): readonly Metric[] => {
  if (names === undefined) return METRICS;
  const asked = new Set(names);
  const found = METRICS.filter((metric) => asked.has(metric.name));
  const known = new Set(found.map((metric) => metric.name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) throw new RangeError(`no measure is called ${unknown}`);
  return found;
};

/** Measures with other limits, where they have them. */
const withThresholds = (
  metrics: readonly Metric[],
  thresholds: MeasuresRequest['thresholds'] = {},
): readonly Metric[] =>
  metrics.map((metric) => {
    const asked = Object.entries(thresholds).filter(
      ([limit]) => metric.need[limit as keyof Need] !== undefined,
    );
    return { ...metric, need: { ...metric.need, ...Object.fromEntries(asked) } };
  });

/** Every relation that measures read, each after those it reads. */
export const relationsOf = (metrics: readonly Metric[]): readonly Relation[] => {
  const order = new Map<string, Relation>();
  const visit = (relation: Relation): void => {
    if (order.has(relation.name)) return;
    for (const before of relation.after ?? []) visit(before);
    order.set(relation.name, relation);
  };
  for (const metric of metrics) visit(metric.from);
  return [...order.values()];
};

const unmet = ({ need }: Metric): string =>
  [
    "WHEN u.days_observed = 0 THEN 'not_observed'",
    ...(need.mode === 'continuous'
      ? ["WHEN u.observation <> 'logger' THEN 'needs_continuous_observation'"]
      : []),
    ...(need.minDays === undefined
      ? []
      : [`WHEN u.days_observed < least(${need.minDays}, u.days) THEN 'too_few_days'`]),
    ...(need.minNights === undefined
      ? []
      : [`WHEN u.nights_observed < least(${need.minNights}, u.days) THEN 'too_few_nights'`]),
    ...(need.minCoverage === undefined
      ? []
      : [`WHEN u.coverage < ${need.minCoverage} THEN 'too_little_coverage'`]),
    ...(need.maxQuantumM === undefined
      ? []
      : [`WHEN u.quantum_m > ${need.maxQuantumM} THEN 'place_unit_too_coarse'`]),
  ].join(' ');

const columnsOf = (metric: Metric, alias: string): string => {
  const value = `(${metric.value.replaceAll(/\bt\./g, `${alias}.`)})::${metric.type}`;
  if (ALWAYS_KNOWN.has(metric.name)) return `coalesce(${value}, 0) AS ${metric.name}`;
  const own = metric.reason === undefined ? 'NULL' : metric.reason.replaceAll(/\bt\./g, `${alias}.`);
  const why = `CASE ${unmet(metric)} ELSE ${own} END`;
  const shown = `CASE WHEN (${why}) IS NULL THEN ${value} END`;
  return `${shown} AS ${metric.name}, CASE WHEN (${shown}) IS NULL THEN coalesce(${why}, '${metric.absent}') END AS ${metric.name}_reason`;
};

/** Columns of a table of measures, in their order. */
export const measureColumns = (metrics: readonly Metric[]): readonly string[] => [
  ...UNIT_COLUMNS,
  ...metrics.flatMap(({ name }) => (ALWAYS_KNOWN.has(name) ? [name] : [name, `${name}_reason`])),
];

/** Tables of `relations.ts` with the unit of each row beside: a row belongs to the period that it begins in. */
const unitTables = (grain: Grain): readonly string[] =>
  ['stays', 'dwells', 'trips'].map(
    (table) => `CREATE OR REPLACE TEMP VIEW unit_${table} AS
      SELECT u.g, r.* FROM ${table} r JOIN units u
        ON u.person = r.person AND u.observation = r.observation AND u.ix = ${periodOf(grain, 'r.day_ix')}`,
  );

const finalSql = (metrics: readonly Metric[], into: string): string => {
  const relations = [...new Set(metrics.map((metric) => metric.from))];
  const alias = new Map(relations.map((relation, i) => [relation.name, `r${i}`]));
  const joins = relations.map((relation) => {
    const name = alias.get(relation.name) ?? '';
    return `LEFT JOIN measure_${relation.name} ${name} ON ${name}.g = u.g`;
  });
  return `
    CREATE OR REPLACE TEMP TABLE ${into} AS
    SELECT ${[...UNIT_COLUMNS.map((column) => `u.${column}`), ...metrics.map((metric) => columnsOf(metric, alias.get(metric.from.name) ?? ''))].join(',\n')}
    FROM units u ${joins.join('\n')} ORDER BY u.g`;
};

/** The SQL that the measures would run, statement by statement; a pass shows the rows it reads. */
export const explainMeasures = (request: MeasuresRequest): readonly string[] => {
  const metrics = withThresholds(metricsNamed(request.measures), request.thresholds);
  const parameters = { ...MEASURE_PARAMETERS, ...request.parameters };
  const made = relationsOf(metrics).map((relation) =>
    'sql' in relation
      ? `CREATE OR REPLACE TEMP TABLE measure_${relation.name} AS ${relation.sql(parameters)}`
      : `-- measure_${relation.name}: one pass in order over\n${relation.pass.input(parameters)}`,
  );
  return [...unitTables(request.grain), ...made, finalSql(metrics, request.into ?? 'measures')];
};

/** Makes one relation as `measure_<name>`. */
export const makeRelation = async (
  duck: Duck,
  relation: Relation,
  parameters: MeasureParameters,
): Promise<void> => {
  const table = `measure_${relation.name}`;
  if ('sql' in relation) {
    await duck.run(`CREATE OR REPLACE TEMP TABLE ${table} AS ${relation.sql(parameters)}`);
    return;
  }
  const { input, shape, run } = relation.pass;
  await duck.append(table, shape, run(await duck.columns(input(parameters)), parameters));
};

/**
 * Table `measures` (or `into`): one row per person, mode of observation and period, in that order, every measure null
 * with a reason where the observation it needs is missing. Reads the tables of `relations.ts` in the same DuckDB.
 * @returns the measures computed and the parameters used
 * @throws RangeError for an unknown measure
 */
export const computeMeasures = async (
  duck: Duck,
  request: MeasuresRequest,
): Promise<{ metrics: readonly Metric[]; parameters: MeasureParameters; columns: readonly string[] }> => {
  const metrics = withThresholds(metricsNamed(request.measures), request.thresholds);
  const parameters = { ...MEASURE_PARAMETERS, ...request.parameters };
  await duck.run(H3_PARENT);
  await makeUnits(duck, request);
  for (const statement of unitTables(request.grain)) await duck.run(statement);
  for (const relation of relationsOf(metrics)) await makeRelation(duck, relation, parameters);
  await duck.run(finalSql(metrics, request.into ?? 'measures'));
  return { metrics, parameters, columns: measureColumns(metrics) };
};
