import type { Duck } from '../../../infra/duckdb/duck.ts';
import { compareMeans, includesNone, type Comparison } from '../../stats/compare-groups.ts';
import { falseDiscovery, holm } from '../../stats/multiplicity.ts';
import { histogram } from '../report/figures.ts';
import { interval, shown, shownP, type Section } from '../report/section.ts';
import { say, type ReportLanguage } from '../report/words.ts';
import { sqlName } from '../read/number.ts';
import { summarise } from '../summary.ts';
import type { OutputColumn } from '../write/columns.ts';

/** Mean of each person's observed weeks, in the order of pseudonyms. Integer sums of 1e-9: no order of rows matters. */
export const personMeans = async (
  duck: Duck,
  measure: string,
): Promise<readonly { readonly person: string; readonly value: number; readonly group: string | null }[]> =>
  duck.rows(
    `SELECT m.person, m.value, p.grp AS "group" FROM (
       SELECT person, sum(round(${sqlName(measure)}::DOUBLE * 1e9)::HUGEINT)::DOUBLE / 1e9 / count(${sqlName(measure)}) AS value
       FROM person_period WHERE ${sqlName(measure)} IS NOT NULL GROUP BY person) m
     LEFT JOIN persons p USING (person) ORDER BY m.person`,
  );

/** Numeric measures of the panel that describe a person's weeks. */
export const numericMeasures = (columns: readonly OutputColumn[]): OutputColumn[] =>
  columns.filter(
    ({ type, name }) =>
      (type === 'number' || type === 'integer') &&
      !/^(week_n|days_observed|nights_observed|quantum_m)$/.test(name),
  );

/** Distribution of every measure over persons, and why person-weeks are empty. */
export const measureSections = async (
  duck: Duck,
  lang: ReportLanguage,
  columns: readonly OutputColumn[],
  seed: string,
): Promise<Section[]> => {
  const rows: string[][] = [];
  const figures: string[] = [];
  const missing: string[][] = [];
  for (const measure of numericMeasures(columns)) {
    const values = await personMeans(duck, measure.name);
    const summary = summarise(
      values.map(({ value }) => value),
      `${seed}/${measure.name}`,
    );
    rows.push([
      measure.name,
      measure.unit ?? '',
      String(summary.n),
      shown(summary.mean),
      interval(summary.low, summary.high),
      shown(summary.p10),
      shown(summary.median),
      shown(summary.p90),
    ]);
    if (summary.n > 0 && figures.length < 8)
      figures.push(
        histogram(
          measure.name,
          summary.bins,
          `${measure.name} (${measure.unit ?? ''})`,
          say(lang, 'persons'),
        ),
      );
    if (measure.reason === undefined) continue;
    const why = await duck.rows<{ reason: string; n: bigint; share: number }>(
      `SELECT ${sqlName(measure.reason)} AS reason, count(*) AS n, count(*) / (SELECT count(*) FROM person_period) AS share
       FROM person_period WHERE ${sqlName(measure.name)} IS NULL GROUP BY 1 ORDER BY n DESC, reason`,
    );
    for (const line of why)
      missing.push([
        measure.name,
        line.reason ?? 'not_observed',
        String(line.n),
        `${shown(line.share * 100)} %`,
      ]);
  }
  return [
    {
      title: say(lang, 'measures'),
      sentences: [say(lang, 'measuresSentence')],
      figures,
      tables: [
        {
          caption: say(lang, 'measures'),
          head: ['measure', 'unit', 'n', 'mean', '95 %', 'p10', 'median', 'p90'],
          rows,
        },
      ],
    },
    {
      title: say(lang, 'missing'),
      sentences: [say(lang, 'missingSentence')],
      tables: [{ caption: say(lang, 'missing'), head: ['measure', 'reason', 'n', 'share'], rows: missing }],
    },
  ];
};

/** Every measure compared between the two largest groups, as one family of tests. Null without two groups. */
export const groupSection = async (
  duck: Duck,
  lang: ReportLanguage,
  columns: readonly OutputColumn[],
): Promise<Section | null> => {
  const groups = await duck.rows<{ grp: string }>(
    `SELECT grp FROM persons WHERE grp IS NOT NULL GROUP BY grp ORDER BY count(*) DESC, grp LIMIT 2`,
  );
  const [a, b] = groups.map(({ grp }) => grp).sort();
  if (a === undefined || b === undefined) return null;
  const found: { measure: OutputColumn; comparison: Comparison }[] = [];
  for (const measure of numericMeasures(columns)) {
    const values = await personMeans(duck, measure.name);
    const of = (group: string): number[] =>
      values.filter((row) => row.group === group).map(({ value }) => value);
    const comparison = compareMeans(of(a), of(b));
    if (comparison !== null) found.push({ measure, comparison });
  }
  const p = found.map(({ comparison }) => comparison.p);
  const [adjusted, discovery] = [holm(p), falseDiscovery(p)];
  // Within a family a difference is one only when it stands against all of its tests.
  const standing = found.flatMap((one, i) => ((adjusted[i] ?? 1) < 0.05 ? [one] : []));
  const chance = found.filter(({ comparison }, i) => !includesNone(comparison) && (adjusted[i] ?? 1) >= 0.05);
  const none = found.filter(({ comparison }) => includesNone(comparison));
  const names = (list: typeof found): string => list.map(({ measure }) => measure.name).join(', ');
  const sentences = [
    ...standing.map(({ measure, comparison }) =>
      say(lang, 'some', {
        what: measure.name,
        na: comparison.n[0],
        nb: comparison.n[1],
        a,
        b,
        difference: `${shown(comparison.difference)} ${measure.unit ?? ''}`,
        interval: interval(comparison.low, comparison.high),
      }),
    ),
    ...(chance.length === 0 ? [] : [say(lang, 'byChance', { names: names(chance), n: found.length })]),
    ...(none.length === 0 ? [] : [say(lang, 'noneOf', { names: names(none) })]),
  ];
  return {
    title: say(lang, 'groups'),
    sentences: [say(lang, 'family', { n: found.length }), ...sentences],
    tables: [
      {
        caption: `${a} − ${b}`,
        head: [
          'measure',
          `n ${a}`,
          `n ${b}`,
          a,
          b,
          'difference',
          '95 %',
          'Hedges g',
          '95 %',
          'p',
          'Holm',
          'FDR',
        ],
        rows: found.map(({ measure, comparison }, i) => [
          `${measure.name} (${measure.unit ?? ''})`,
          String(comparison.n[0]),
          String(comparison.n[1]),
          shown(comparison.means[0]),
          shown(comparison.means[1]),
          shown(comparison.difference),
          interval(comparison.low, comparison.high),
          shown(comparison.effect),
          interval(comparison.effectLow, comparison.effectHigh),
          shownP(comparison.p),
          shownP(adjusted[i] ?? null),
          shownP(discovery[i] ?? null),
        ]),
      },
    ],
  };
};
