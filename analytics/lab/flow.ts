import type { Duck } from '../../infra/duckdb/duck.ts';
import type { Study } from './study.ts';

/** One stage of a cohort's flow (STROBE item 13): how many persons pass it, and why the others do not. */
export type FlowStage = {
  readonly stage: string;
  readonly persons: number;
  /** Persons lost at this stage by reason. */
  readonly lost: Readonly<Record<string, number>>;
};

type Count = { n: bigint };
const one = async (duck: Duck, sql: string): Promise<number> => {
  const [row] = await duck.rows<Count>(`SELECT count(DISTINCT person) AS n FROM ${sql}`);
  return Number(row?.n ?? 0n);
};

/**
 * The flow of a study: listed, seen, observed long enough, with an outcome, analysed. Identifiers that stand in one file
 * only are losses with a reason, never silence.
 * @param minDays least observed days to be analysed
 */
export const makeFlow = async (duck: Duck, study: Study, minDays: number): Promise<FlowStage[]> => {
  const stages: FlowStage[] = [];
  const tables = (['points', 'contacts', 'spells', 'events'] as const).filter((name) => study.has.has(name));
  const anywhere = tables.map((name) => `SELECT person FROM ${name}`).join(' UNION ALL ');
  const listed = study.has.has('persons');
  const start = listed ? 'persons' : `(${anywhere})`;
  stages.push({ stage: listed ? 'listed' : 'in_any_file', persons: await one(duck, start), lost: {} });
  let current = `(SELECT DISTINCT person FROM ${start})`;
  const pass = async (stage: string, reason: string, keep: string): Promise<void> => {
    const before = await one(duck, current);
    current = `(SELECT person FROM ${current} WHERE person IN (${keep}))`;
    const persons = await one(duck, current);
    stages.push({ stage, persons, lost: before === persons ? {} : { [reason]: before - persons } });
  };
  if (study.has.has('points')) {
    await pass('with_points', 'no_point', 'SELECT person FROM points');
    await pass('with_usable_points', 'no_usable_point', 'SELECT person FROM days');
    await pass(
      `observed_${minDays}_days_or_more`,
      'observed_too_few_days',
      `SELECT person FROM days GROUP BY person HAVING count(DISTINCT day_ix) >= ${minDays}`,
    );
  }
  if (study.has.has('contacts')) await pass('with_contacts', 'no_contact', 'SELECT person FROM contacts');
  if (study.has.has('spells')) await pass('with_work_spells', 'no_spell', 'SELECT person FROM spells');
  if (study.has.has('events')) await pass('with_event_or_censoring', 'no_event', 'SELECT person FROM events');
  if (listed)
    for (const name of tables) {
      const extra = await one(
        duck,
        `(SELECT person FROM ${name} WHERE person NOT IN (SELECT person FROM persons))`,
      );
      if (extra > 0)
        stages.push({
          stage: `${name}_of_unlisted_persons`,
          persons: extra,
          lost: { not_in_persons: extra },
        });
    }
  return stages;
};
