import type { Duck } from '../../../infra/duckdb/duck.ts';
import { JokaError } from '../../../game/errors.ts';
import { eventStudy, type EventStudyRow } from '../../cohorts/event-study.ts';
import type { CohortParameters } from '../../cohorts/parameters.ts';
import { rallyHazard, verdictOf, type RallyHazard } from '../../cohorts/rally-hazard.ts';
import { includesNone } from '../../stats/compare-groups.ts';
import { sqlName } from '../read/number.ts';
import { interval, shown, type Section } from '../report/section.ts';
import { say, type ReportLanguage } from '../report/words.ts';
import { eventOf, outcomesOf } from './outcomes.ts';

/** Event study of the mobility measure around staggered rallies. Null when nobody's rally date is known. */
export const rallySection = async (
  duck: Duck,
  lang: ReportLanguage,
  parameters: CohortParameters,
  seed: string,
): Promise<Section | null> => {
  const measure = parameters.mobilityMeasure;
  const rows = await duck.rows<EventStudyRow>(`
    SELECT m.person, m.week_n AS week, m.${sqlName(measure)}::DOUBLE AS outcome,
           (date_diff('day', DATE '1970-01-05', p.rally_day) // 7)::INTEGER AS start
    FROM person_period m JOIN persons p USING (person) ORDER BY m.person, m.week_n`);
  if (!rows.some((row) => row.start !== null)) return null;
  const found = eventStudy(rows, `${seed}/rally`, { placeboWeeks: parameters.placeboWeeks });
  const title = say(lang, 'eventStudy');
  if (found.effect === null || found.low === null || found.high === null)
    return {
      title,
      sentences: [say(lang, 'cannotTell', { why: 'no week has both treated and not yet treated persons' })],
    };
  const values = {
    measure,
    effect: shown(found.effect),
    interval: interval(found.low, found.high),
    treated: found.treated,
    controls: found.controls,
  };
  const none = includesNone({ low: found.low, high: found.high });
  const broken = found.placebo !== null && !includesNone(found.placebo);
  return {
    title,
    sentences: [
      say(lang, none ? 'eventStudyNone' : 'eventStudyEffect', values),
      ...(found.placebo === null
        ? [say(lang, 'cannotTell', { why: 'too few weeks before the rallies for a false date' })]
        : [
            say(lang, 'placeboOk', {
              weeks: parameters.placeboWeeks,
              effect: shown(found.placebo.effect),
              interval: interval(found.placebo.low, found.placebo.high),
            }),
          ]),
      ...(broken ? [say(lang, 'cannotTell', { why: 'the false date shows a change too' })] : []),
    ],
    tables: [
      {
        caption: `${title} (p ${shown(found.permutationP)})`,
        head: ['weeks since', 'change', say(lang, 'persons')],
        rows: found.byWeek.map((week) => [String(week.since), shown(week.effect), String(week.persons)]),
      },
    ],
  };
};

/**
 * The event once a rally has begun against those whose rally has not. An effect is named only when a false, earlier date
 * shows nothing; in every other case a difference is none that can be measured, or the design cannot tell.
 */
export const rallyOutcomeSection = async (
  duck: Duck,
  lang: ReportLanguage,
  parameters: CohortParameters,
  seen: boolean,
): Promise<Section | null> => {
  const event = await eventOf(duck, parameters.event);
  if (event === null) return null;
  const outcomes = await outcomesOf(duck, event, seen);
  const days = await duck.rows<{ person: string; day: number }>(
    `SELECT person, date_diff('day', DATE '1970-01-01', rally_day)::INTEGER AS day FROM persons WHERE rally_day IS NOT NULL ORDER BY person`,
  );
  if (days.length === 0) return null;
  const rally = new Map(days.map(({ person, day }) => [person, day]));
  const rows = {
    stop: outcomes.map((row) => row.end - row.entry),
    event: outcomes.map((row) => Number(row.event)),
    rally: outcomes.map((row) => (rally.get(row.person) ?? Number.POSITIVE_INFINITY) - row.entry),
  };
  const title = `${say(lang, 'eventStudy')}: ${event}`;
  const hazard = (shift: number): RallyHazard | null => {
    try {
      return rallyHazard(rows, shift);
    } catch (error) {
      if (error instanceof JokaError) return null;
      throw error;
    }
  };
  const [found, placebo] = [hazard(0), hazard(parameters.placeboWeeks * 7)];
  if (found === null)
    return {
      title,
      sentences: [say(lang, 'cannotTell', { why: 'too few events before and after rallies' })],
    };
  const verdict = verdictOf(found, placebo);
  const ratio = (one: RallyHazard): string => interval(Math.exp(one.low), Math.exp(one.high));
  const values = {
    event,
    ratio: shown(Math.exp(found.coefficient)),
    interval: ratio(found),
    events: found.events,
    n: outcomes.length,
  };
  const word = {
    effect: 'rallyMore',
    no_measurable_difference: 'rallyNone',
    cannot_tell: 'rallyUnclear',
  } as const;
  return {
    title,
    sentences: [
      say(lang, word[verdict], values),
      ...(placebo === null
        ? []
        : [
            say(lang, 'placeboOk', {
              weeks: parameters.placeboWeeks,
              effect: shown(Math.exp(placebo.coefficient)),
              interval: ratio(placebo),
            }),
          ]),
    ],
  };
};
