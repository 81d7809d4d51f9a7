import { JokaError } from '../../game/errors.ts';
import { COHORT_PARAMETERS, type CohortParameters } from './parameters.ts';

/** A plan written before looking: its date, and the parameters it fixes. */
export type Plan = { readonly date: string; readonly parameters: Partial<CohortParameters> };

/** A parameter that differs from the plan. */
export type Departure = { readonly parameter: string; readonly planned: string; readonly used: string };

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value;

/**
 * Reads a plan: `{"date": "2026-03-01", "parameters": {"stabilityCut": 0.5}}`.
 * @throws JokaError LAB_PLAN_INVALID naming the field
 */
export const readPlan = (text: string, file: string): Plan => {
  const invalid = (field: string): JokaError => new JokaError('LAB_PLAN_INVALID', { file, field });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('it is not JSON');
  }
  const { date, parameters } = (json ?? {}) as { date?: unknown; parameters?: unknown };
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) throw invalid('date (2026-03-01)');
  if (typeof parameters !== 'object' || parameters === null) throw invalid('parameters');
  const known: Readonly<Record<string, unknown>> = COHORT_PARAMETERS;
  for (const [name, value] of Object.entries(parameters)) {
    if (!Object.hasOwn(known, name)) throw invalid(`parameters.${name} does not exist`);
    const expected = kindOf(known[name]);
    const nullable = known[name] === null || value === null;
    if (!nullable && kindOf(value) !== expected) throw invalid(`parameters.${name} must be a ${expected}`);
  }
  return { date, parameters: parameters as Partial<CohortParameters> };
};

/** Defaults, then the plan, then what was asked on the command line; and where the last differs from the plan. */
export const settleParameters = (
  plan: Plan | null,
  asked: Partial<CohortParameters>,
): { parameters: CohortParameters; departures: Departure[] } => {
  const planned = { ...COHORT_PARAMETERS, ...plan?.parameters };
  const parameters = { ...planned, ...asked };
  if (plan === null) return { parameters, departures: [] };
  const before: Readonly<Record<string, unknown>> = planned;
  const departures = Object.entries(parameters).flatMap(([parameter, used]) => {
    const [a, b] = [JSON.stringify(before[parameter]), JSON.stringify(used)];
    return a === b ? [] : [{ parameter, planned: a, used: b }];
  });
  return { parameters, departures };
};
