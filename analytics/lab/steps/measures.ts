import type { Duck } from '../../../infra/duckdb/duck.ts';
import { computeMeasures, metricsNamed } from '../../metrics/compute.ts';
import { ALWAYS_KNOWN } from '../../metrics/index.ts';
import type { Metric } from '../../metrics/metric.ts';
import type { Grain } from '../../metrics/units.ts';
import { column, type OutputColumn, type OutputTable } from '../write/columns.ts';

/** What a measure's column means, for codebooks and Stata. */
export const measureColumns = (metric: Metric): OutputColumn[] => {
  const type = { DOUBLE: 'number', INTEGER: 'integer', VARCHAR: 'text' } as const;
  const value = column(metric.name, type[metric.type], metric.unit, metric.definition, {
    source: metric.source,
    parameters: (metric.parameters ?? []).join(' '),
  });
  if (ALWAYS_KNOWN.has(metric.name)) return [value];
  return [
    { ...value, reason: `${metric.name}_reason` },
    column(`${metric.name}_reason`, 'text', null, `Why ${metric.name} is empty`, { labelled: true }),
  ];
};

const UNIT: readonly OutputColumn[] = [
  column('person', 'text', null, 'Pseudonym of this study'),
  column('period', 'text', null, 'Week (2026-W10), month, day, or all'),
  column('first_day', 'date', null, 'First day of the period'),
  column('days_observed', 'integer', 'days', 'Days of the period with any point'),
  column('nights_observed', 'integer', 'nights', 'Nights of the period with any point'),
];

/**
 * Measures by person and period as a table `measures_<grain>` and its description. With `persons`, every person's periods
 * from entry to exit are rows, gaps included.
 */
export const makeMeasures = async (
  duck: Duck,
  grain: Grain,
  zone: string,
  names: readonly string[] | undefined,
  persons: boolean,
): Promise<OutputTable> => {
  const into = `measures_${grain}`;
  const { columns } = await computeMeasures(duck, {
    grain,
    zone,
    into,
    ...(names === undefined ? {} : { measures: names }),
    ...(persons
      ? {
          persons: `(SELECT person, entry_day, exit_day FROM persons
                     UNION ALL SELECT DISTINCT person, NULL::DATE, NULL::DATE FROM days WHERE person NOT IN (SELECT person FROM persons))`,
          modes: `(SELECT person, 'logger' AS observation FROM persons)`,
        }
      : {}),
  });
  // The next grain makes `periods` anew.
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE ${into} AS SELECT m.*, p.first_day FROM ${into} m JOIN periods p USING (period) ORDER BY person, period`,
  );
  const metrics = metricsNamed(names);
  const described = metrics.flatMap(measureColumns).filter(({ name }) => columns.includes(name));
  return {
    name: into,
    title: `Mobility measures by person and ${grain}`,
    sql: `SELECT * FROM ${into}`,
    key: ['person', 'period'],
    columns: [...UNIT, ...described],
  };
};
