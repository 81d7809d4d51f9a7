import type { Duck } from '../../infra/duckdb/duck.ts';
import type { Figure } from '../disclosure/suppress.ts';

/** One break-down of a count: `n` facts by `persons`, the largest share of one person, firms behind it if any. */
type Count = {
  key: string;
  persons: bigint;
  facts: bigint;
  top: number | null;
  firms: bigint | null;
  top_firm: number | null;
};

/** Which rows a table has, in their order; a missing one is a count of 0 persons. */
export type CountTable = {
  readonly table: string;
  readonly link: string;
  readonly keys: readonly string[];
  /** Columns `key, person, firm` (null: no firm; '' a firm that is not named), one row per fact. */
  readonly facts: string;
  readonly measure: string;
  /** Whether figures must also hide firms. */
  readonly aboutFirms: boolean;
};

/**
 * Counts of facts and of persons by key, with the total `all`. A fact counts once under its key and once in `all`.
 * Facts without a named firm are one firm together, which can only mask more.
 */
export const countFigures = async (duck: Duck, spec: CountTable): Promise<Figure[]> => {
  const rows = await duck.rows<Count>(`
    WITH f AS (SELECT unnest([key, 'all']) AS key, person, firm FROM (${spec.facts})),
    per_person AS (SELECT key, person, count(*) AS n FROM f GROUP BY ALL),
    per_firm AS (SELECT key, firm, count(*) AS n FROM f WHERE firm IS NOT NULL GROUP BY ALL),
    p AS (SELECT key, count(*) AS persons, sum(n)::BIGINT AS facts, max(n) / sum(n)::BIGINT AS top FROM per_person GROUP BY key),
    q AS (SELECT key, count(*) AS firms, max(n) / sum(n)::BIGINT AS top_firm FROM per_firm GROUP BY key)
    SELECT p.*, q.firms, q.top_firm FROM p LEFT JOIN q USING (key)`);
  const by = new Map(rows.map((row) => [row.key, row]));
  return ['all', ...spec.keys].flatMap((key): Figure[] => {
    const row = by.get(key);
    const persons = Number(row?.persons ?? 0n);
    const firms =
      spec.aboutFirms && row?.firms !== null && row?.firms !== undefined
        ? { firms: { n: Number(row.firms), top: row.top_firm ?? 1 } }
        : {};
    const base = {
      table: spec.table,
      key,
      persons,
      link: spec.link,
      total: key === 'all',
      kind: 'count' as const,
      ...firms,
    };
    return [
      { ...base, measure: 'persons', value: persons },
      {
        ...base,
        measure: spec.measure,
        value: Number(row?.facts ?? 0n),
        topPerson: row?.top ?? 1,
        additive: true,
      },
    ];
  });
};

type Mean = { key: string; persons: bigint; sum: bigint; squares: bigint; top: number | null };

/** Quantile 0.975 of Student's t by its expansion in 1/df: within 0.2 % from 10 degrees of freedom on. */
const student = (df: number): number => 1.959964 + 2.372 / df + 2.822 / df ** 2;

/**
 * Mean per person of an integer measure, by key and in all, with a 95 % interval over persons.
 * @param values columns `key, person, value` (integer), one row per person
 */
export const meanFigures = async (
  duck: Duck,
  spec: {
    readonly table: string;
    readonly link: string;
    readonly keys: readonly string[];
    readonly values: string;
  },
): Promise<Figure[]> => {
  const rows = await duck.rows<Mean>(`
    WITH v AS (SELECT unnest([key, 'all']) AS key, person, value::BIGINT AS value FROM (${spec.values}))
    SELECT key, count(*) AS persons, sum(value)::BIGINT AS sum, sum(value * value)::BIGINT AS squares,
           CASE WHEN sum(value) > 0 THEN max(value) / sum(value)::BIGINT END AS top
    FROM v GROUP BY key`);
  const by = new Map(rows.map((row) => [row.key, row]));
  return ['all', ...spec.keys].map((key): Figure => {
    const row = by.get(key);
    const n = Number(row?.persons ?? 0n);
    const sum = Number(row?.sum ?? 0n);
    const mean = n === 0 ? 0 : sum / n;
    const variance = n < 2 ? 0 : (Number(row?.squares ?? 0n) - (sum * sum) / n) / (n - 1);
    const half = n < 2 ? 0 : student(n - 1) * Math.sqrt(Math.max(0, variance) / n);
    return {
      table: spec.table,
      key,
      measure: 'mean_per_participant',
      kind: 'mean',
      value: mean,
      low: mean - half,
      high: mean + half,
      persons: n,
      topPerson: row?.top ?? 0,
      link: spec.link,
      total: key === 'all',
    };
  });
};
