import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { CohortParameters } from '../../cohorts/parameters.ts';
import { tieReport, type TieWindow } from '../../cohorts/tie-report.ts';
import { sqlText } from '../read/number.ts';
import { interval, shown, type Section } from '../report/section.ts';
import { say, type ReportLanguage } from '../report/words.ts';

/**
 * The two-sided tie report of an event: every tie in contact during the days before it (the day itself left out), weak in
 * intensity with few contacts; persons without the event are read before the end of their observation. An event comes
 * through its ties in equal parts.
 */
export const tieSection = async (
  duck: Duck,
  lang: ReportLanguage,
  parameters: CohortParameters,
  event: string,
  seed: string,
): Promise<Section | null> => {
  const { tieWindowDays: days, weakContacts } = parameters;
  const rows = await duck.rows<TieWindow>(`
    WITH ends AS (
      SELECT person, min(day) FILTER (WHERE kind = ${sqlText(event)}) AS happened,
             coalesce(happened, max(day)) AS day FROM events GROUP BY person),
    ties AS (
      SELECT c.person, c.other, count(*) AS contacts, any_value(e.happened) IS NOT NULL AS had
      FROM contact_days c JOIN ends e ON e.person = c.person AND c.day < e.day AND c.day >= e.day - ${days}
      GROUP BY c.person, c.other)
    SELECT person, CASE WHEN contacts <= ${weakContacts} THEN 'weak' ELSE 'strong' END AS strength,
           (CASE WHEN had THEN 1.0 / count(*) OVER (PARTITION BY person) ELSE 0 END)::DOUBLE AS events
    FROM ties ORDER BY person, other`);
  if (rows.length === 0 || !rows.some((row) => row.events > 0)) return null;
  const lines = tieReport(rows, `${seed}/ties`);
  return {
    title: say(lang, 'ties'),
    sentences: [say(lang, 'tiesSentence', { weak: weakContacts, days, how: say(lang, 'tiesSplit') })],
    tables: [
      {
        caption: say(lang, 'ties'),
        head: ['strength', 'ties', say(lang, 'persons'), event, 'share', '95 %', `${event} / tie`, '95 %'],
        rows: lines.map((line) => [
          line.strength,
          String(line.ties),
          String(line.persons),
          shown(line.events),
          shown(line.share),
          interval(line.shareLow, line.shareHigh),
          shown(line.value),
          interval(line.valueLow, line.valueHigh),
        ]),
      },
    ],
  };
};
