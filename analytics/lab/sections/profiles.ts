import type { Duck } from '../../../infra/duckdb/duck.ts';
import type { CohortParameters } from '../../cohorts/parameters.ts';
import {
  mobilityCut,
  NOT_OBSERVED,
  profileOf,
  PROFILES,
  sensitivity,
  type ProfileRow,
} from '../../cohorts/profiles.ts';
import { transitions } from '../../cohorts/transitions.ts';
import { loadColumns } from '../../load-columns.ts';
import { sqlName } from '../read/number.ts';
import { interval, shown, type Section } from '../report/section.ts';
import { say, type ReportLanguage } from '../report/words.ts';
import { windowOf } from '../steps/work.ts';
import { column, type OutputTable } from '../write/columns.ts';

type Row = ProfileRow & { readonly at: number };

/**
 * Profiles of every person and window: table `profile_rows (person, first_day, next_day, stability, mobility, profile)`.
 * Mobility is the measure over the same window, the mean of its weeks when windows are months.
 * @returns null when no window has both axes
 */
export const makeProfiles = async (
  duck: Duck,
  lang: ReportLanguage,
  parameters: CohortParameters,
  seed: string,
): Promise<{ table: OutputTable; sections: Section[] } | null> => {
  const measure = sqlName(parameters.mobilityMeasure);
  const rows = await duck.rows<Row>(`
    WITH moving AS (
      SELECT person, ${windowOf(parameters.window, 'first_day')} AS first_day,
             sum(round(${measure}::DOUBLE * 1e9)::HUGEINT)::DOUBLE / 1e9 / count(${measure}) AS mobility
      FROM person_period WHERE ${measure} IS NOT NULL GROUP BY 1, 2),
    span AS (SELECT min(d) AS lo, max(d) AS hi FROM (SELECT first_day AS d FROM moving UNION ALL SELECT first_day FROM work)),
    windows AS (SELECT unnest(generate_series(lo::TIMESTAMP, hi::TIMESTAMP, INTERVAL 1 ${parameters.window}))::DATE AS first_day FROM span),
    people AS (SELECT person FROM moving UNION SELECT person FROM work)
    SELECT p.person, strftime(w.first_day, '%Y-%m-%d') AS period, k.stability, m.mobility,
           (dense_rank() OVER (ORDER BY w.first_day))::INTEGER AS "at"
    FROM people p CROSS JOIN windows w LEFT JOIN work k USING (person, first_day) LEFT JOIN moving m USING (person, first_day)
    ORDER BY p.person, w.first_day`);
  const cut = parameters.mobilityCut ?? mobilityCut(rows);
  if (cut === null) return null;
  const cuts = { stability: parameters.stabilityCut, mobility: cut };
  const profiles = rows.map((row) => profileOf(row, cuts));
  const observed = profiles.filter((profile) => profile !== NOT_OBSERVED).length;
  if (observed === 0) return null;
  await loadColumns(duck, 'profile_rows_text', {
    person: { type: 'VARCHAR', values: rows.map(({ person }) => person) },
    first_day: { type: 'VARCHAR', values: rows.map(({ period }) => period) },
    stability: { type: 'DOUBLE', values: rows.map(({ stability }) => stability) },
    mobility: { type: 'DOUBLE', values: rows.map(({ mobility }) => mobility) },
    profile: { type: 'VARCHAR', values: profiles },
  });
  await duck.run(`CREATE OR REPLACE TEMP TABLE profile_rows AS
    SELECT person, first_day::DATE AS first_day, (first_day::DATE + INTERVAL 1 ${parameters.window})::DATE AS next_day, stability, mobility, profile
    FROM profile_rows_text`);
  const moves = transitions(
    rows.map((row, i) => ({ person: row.person, at: row.at, state: profiles[i] ?? NOT_OBSERVED })),
    PROFILES,
    `${seed}/transitions`,
  );
  const lines = sensitivity(rows, cuts);
  return {
    table: {
      name: 'profiles',
      title: `Profiles; stable from ${cuts.stability}, mobile from ${cut} ${parameters.mobilityMeasure}`,
      sql: 'SELECT * FROM profile_rows',
      key: ['person', 'first_day'],
      columns: [
        column('person', 'text', null, 'Pseudonym of this study'),
        column('first_day', 'date', null, `First day of the ${parameters.window}`),
        column('stability', 'number', 'share', 'Share of known days in stable work'),
        column('mobility', 'number', null, `Mean of ${parameters.mobilityMeasure} over the window`),
        column('profile', 'text', null, `Work × mobility; cuts ${cuts.stability} and ${cut}`, {
          labelled: true,
        }),
      ],
    },
    sections: [
      {
        title: say(lang, 'profiles'),
        sentences: [
          say(lang, 'profilesSentence', {
            stability: `${shown(cuts.stability * 100)} %`,
            mobility: shown(cut),
            measure: parameters.mobilityMeasure,
            observed,
            all: rows.length,
          }),
        ],
        tables: [
          {
            caption: say(lang, 'profiles'),
            head: ['stability ≥', 'mobility ≥', 'n', ...PROFILES],
            rows: lines.map((line) => [
              shown(line.stability),
              shown(line.mobility),
              String(line.windows),
              ...PROFILES.map((profile) => `${shown(line.shares[profile] * 100)} %`),
            ]),
          },
        ],
      },
      {
        title: say(lang, 'transitions'),
        sentences: [say(lang, 'transitionsSentence')],
        tables: [
          {
            caption: say(lang, 'transitions'),
            head: ['from', 'to', 'n', say(lang, 'persons'), 'share', '95 %'],
            rows: moves.map((move) => [
              move.from,
              move.to,
              String(move.n),
              String(move.persons),
              `${shown(move.share * 100)} %`,
              move.low === null || move.high === null ? '–' : interval(move.low * 100, move.high * 100),
            ]),
          },
        ],
      },
    ],
  };
};
