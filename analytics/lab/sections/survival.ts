import { JokaError } from '../../../game/errors.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import { countingProcess, type WindowRow } from '../../cohorts/counting-process.ts';
import type { CohortParameters } from '../../cohorts/parameters.ts';
import { loadColumns } from '../../load-columns.ts';
import { cox } from '../../stats/cox.ts';
import { kaplanMeier } from '../../stats/kaplan-meier.ts';
import { logRank } from '../../stats/log-rank.ts';
import { restrictedMean, restrictedMeanDifference } from '../../stats/restricted-mean.ts';
import { includesNone } from '../../stats/compare-groups.ts';
import { sqlName } from '../read/number.ts';
import { intervalFigure, survivalFigure } from '../report/figures.ts';
import { interval, shown, shownP, type Section } from '../report/section.ts';
import { say, type ReportLanguage } from '../report/words.ts';
import { column, type OutputTable } from '../write/columns.ts';
import { eventOf, outcomesOf, type OutcomeRow } from './outcomes.ts';

const curvesOf = (
  lang: ReportLanguage,
  outcomes: readonly OutcomeRow[],
  event: string,
  horizon: number,
): Section => {
  const groups = [...new Set(outcomes.flatMap(({ group }) => (group === null ? [] : [group])))].sort();
  const columns = {
    stop: outcomes.map((row) => row.end - row.entry),
    event: outcomes.map((row) => Number(row.event)),
  };
  const all = kaplanMeier(columns);
  const curves =
    groups.length > 1
      ? groups.map((name) => ({ name, curve: kaplanMeier(columns, (i) => outcomes[i]?.group === name) }))
      : [{ name: say(lang, 'all'), curve: all }];
  const sentences = [
    say(lang, 'survivalSentence', {
      n: all.n,
      events: all.events,
      median: shown(all.median),
      interval: interval(all.medianLow, all.medianHigh),
    }),
  ];
  const means = curves.map(({ name, curve }) => ({ name, mean: restrictedMean(curve, horizon) }));
  const tables = [
    {
      caption: say(lang, 'rmst', { horizon }),
      head: ['', 'n', 'events', 'mean', '95 %'],
      rows: curves.map(({ name, curve }, i) => {
        const mean = means[i]?.mean;
        return [
          name,
          String(curve.n),
          String(curve.events),
          shown(mean?.mean),
          interval(mean?.low ?? null, mean?.high ?? null),
        ];
      }),
    },
  ];
  const [first, second] = means;
  if (groups.length > 1 && first !== undefined && second !== undefined) {
    const difference = restrictedMeanDifference(first.mean, second.mean);
    const [na, nb] = [curves[0]?.curve.n ?? 0, curves[1]?.curve.n ?? 0];
    sentences.push(
      say(lang, includesNone(difference) ? 'none' : 'some', {
        what: say(lang, 'rmst', { horizon }),
        a: first.name,
        b: second.name,
        na,
        nb,
        difference: shown(difference.difference),
        interval: interval(difference.low, difference.high),
      }),
    );
    const kept = outcomes.map((row, i) => ({ row, i })).filter(({ row }) => row.group !== null);
    const subset = {
      stop: kept.map(({ i }) => columns.stop[i] ?? 0),
      event: kept.map(({ i }) => columns.event[i] ?? 0),
    };
    const group = kept.map(({ row }) => groups.indexOf(row.group ?? ''));
    const kinds = ['log-rank', 'gehan', 'tarone-ware', 'peto', { rho: 0, gamma: 1 }] as const;
    tables.push({
      caption: 'log-rank',
      head: ['weights', 'χ²', 'df', 'p', ''],
      rows: kinds.map((kind) => {
        const test = logRank(subset, group, groups.length, kind);
        const name = typeof kind === 'string' ? kind : `Fleming–Harrington (${kind.rho}, ${kind.gamma})`;
        return [name, shown(test.chiSquare), String(test.df), shownP(test.p), ''];
      }),
    });
  }
  return {
    title: say(lang, 'survival', { event }),
    sentences,
    figures: [
      survivalFigure(say(lang, 'survival', { event }), curves, {
        x: say(lang, 'days'),
        y: say(lang, 'without'),
      }),
    ],
    tables,
  };
};

/**
 * Time to an event: curves, tests, restricted means, a Cox model on the window before, and the counting-process table.
 * Null without an event.
 */
export const makeSurvival = async (
  duck: Duck,
  lang: ReportLanguage,
  parameters: CohortParameters,
  has: { readonly points: boolean; readonly panel: boolean },
): Promise<{ table: OutputTable; sections: Section[]; event: string } | null> => {
  const event = await eventOf(duck, parameters.event);
  if (event === null) return null;
  const outcomes = await outcomesOf(duck, event, has.points);
  if (!outcomes.some((row) => row.event)) return null;
  const names = has.panel ? parameters.covariates : [];
  const windows = has.panel
    ? (
        await duck.rows<{ person: string; from: number } & Record<string, number | string | null>>(
          `SELECT person, date_diff('day', DATE '1970-01-01', first_day)::INTEGER AS "from"${names.map((name) => `, ${sqlName(name)}::DOUBLE AS ${sqlName(name)}`).join('')}
           FROM person_period ORDER BY person, first_day`,
        )
      ).map((row): WindowRow => ({
        person: row.person,
        from: row.from,
        to: row.from + 7,
        values: Object.fromEntries(names.map((name) => [name, (row[name] ?? null) as number | null])),
      }))
    : [];
  const rows = countingProcess(outcomes, windows, names);
  await loadColumns(duck, 'survival_long', {
    person: { type: 'VARCHAR', values: rows.map((row) => row.person) },
    tstart: { type: 'INTEGER', values: rows.map((row) => row.tstart) },
    tstop: { type: 'INTEGER', values: rows.map((row) => row.tstop) },
    event: { type: 'INTEGER', values: rows.map((row) => row.event) },
    covariates_from: { type: 'INTEGER', values: rows.map((row) => row.covariatesFrom) },
    ...Object.fromEntries(
      names.map((name) => [name, { type: 'DOUBLE', values: rows.map((row) => row.values[name] ?? null) }]),
    ),
  });
  const sections = [curvesOf(lang, outcomes, event, parameters.horizonDays)];
  const complete = rows.filter((row) => names.every((name) => row.values[name] !== null));
  if (names.length > 0) sections.push(coxSection(lang, complete, names));
  return {
    event,
    sections,
    table: {
      name: 'survival_long',
      title: `Counting-process rows to ${event}; covariates of the last window that ended before`,
      sql: `SELECT s.*, p.grp, p.weight FROM survival_long s LEFT JOIN persons p USING (person)`,
      key: ['person', 'tstart'],
      columns: [
        column('person', 'text', null, 'Pseudonym of this study'),
        column('tstart', 'integer', 'days', 'At risk after this day from entry'),
        column('tstop', 'integer', 'days', 'and up to this one, included'),
        column('event', 'integer', null, `1 when ${event} happens at tstop`),
        column(
          'covariates_from',
          'integer',
          'days',
          'Beginning of the window whose covariates the row carries',
        ),
        ...names.map((name) => column(name, 'number', null, `${name} of the window before`)),
        column('grp', 'text', null, 'Group', { labelled: true }),
        column('weight', 'number', null, 'Survey weight'),
      ],
    },
  };
};

const coxSection = (
  lang: ReportLanguage,
  rows: ReturnType<typeof countingProcess>,
  names: readonly string[],
): Section => {
  const persons = [...new Set(rows.map((row) => row.person))].sort();
  const at = new Map(persons.map((person, i) => [person, i]));
  try {
    const fit = cox({
      start: rows.map((row) => row.tstart),
      stop: rows.map((row) => row.tstop),
      event: rows.map((row) => row.event),
      cluster: rows.map((row) => at.get(row.person) ?? 0),
      covariates: Object.fromEntries(names.map((name) => [name, rows.map((row) => row.values[name] ?? 0)])),
    });
    const global = fit.proportionality.global?.p ?? null;
    return {
      title: say(lang, 'cox'),
      sentences: [
        say(lang, 'coxSentence', { rows: fit.rows, clusters: fit.clusters ?? 0, events: fit.events }),
        say(lang, 'proportional', {
          verdict: say(lang, global !== null && global < 0.05 ? 'proportionalBroken' : 'proportionalKept'),
          p: shownP(global),
        }),
        ...(fit.converged ? [] : [say(lang, 'cannotTell', { why: 'the likelihood still grows' })]),
      ],
      figures: [
        intervalFigure(
          say(lang, 'cox'),
          fit.terms.map((term) => ({
            name: term.name,
            value: term.hazardRatio,
            low: term.low,
            high: Math.min(term.high, 1e3),
          })),
          1,
          'hazard ratio',
        ),
      ],
      tables: [
        {
          caption: say(lang, 'cox'),
          head: ['covariate', 'hazard ratio', '95 %', 'p', 'proportionality p'],
          rows: fit.terms.map((term, i) => [
            term.name,
            shown(term.hazardRatio),
            interval(term.low, term.high),
            shownP(term.p),
            shownP(fit.proportionality.terms[i]?.p ?? null),
          ]),
        },
      ],
    };
  } catch (error) {
    if (!(error instanceof JokaError)) throw error;
    return { title: say(lang, 'cox'), sentences: [say(lang, 'coxFailed', { why: error.message })] };
  }
};
