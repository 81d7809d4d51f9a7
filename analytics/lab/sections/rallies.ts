import type { Duck } from '../../../infra/duckdb/duck.ts';
import { eventStudy, type EventStudyRow } from '../../cohorts/event-study.ts';
import type { CohortParameters } from '../../cohorts/parameters.ts';
import { includesNone } from '../../stats/compare-groups.ts';
import { sqlName } from '../read/number.ts';
import { interval, shown, type Section } from '../report/section.ts';
import { say, type ReportLanguage } from '../report/words.ts';

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
