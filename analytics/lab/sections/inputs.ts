import type { Departure, Plan } from '../../cohorts/plan.ts';
import type { FlowStage } from '../flow.ts';
import { flowFigure } from '../report/figures.ts';
import type { Section } from '../report/section.ts';
import { say, type ReportLanguage } from '../report/words.ts';
import type { Study } from '../study.ts';

/** What was guessed, how many rows were read and left out, and where the run departs from its plan. */
export const inputSections = (
  lang: ReportLanguage,
  study: Study,
  plan: Plan | null,
  departures: readonly Departure[],
): Section[] => {
  const rows = Object.entries(study.reports).map(([table, report]) => [
    table,
    String(report.rows),
    String(report.kept),
    Object.entries(report.leftOut)
      .map(([reason, n]) => `${reason} ${n}`)
      .join(', ') || '–',
  ]);
  const guessed = study.guesses.map((guess) => say(lang, 'guess', { ...guess }));
  const planned =
    plan === null
      ? [say(lang, 'noPlan')]
      : departures.length === 0
        ? [say(lang, 'departuresNone', { date: plan.date })]
        : departures.map((departure) => say(lang, 'departure', { ...departure }));
  return [
    {
      title: say(lang, 'guesses'),
      sentences: guessed.length === 0 ? [say(lang, 'guessesNone')] : guessed,
      tables: [{ caption: say(lang, 'rows'), head: ['', 'n', 'ok', 'left out'], rows }],
    },
    { title: say(lang, 'departures'), sentences: planned },
  ];
};

/** The flow diagram and its table. */
export const flowSection = (lang: ReportLanguage, flow: readonly FlowStage[]): Section => {
  const lost = (stage: FlowStage): string =>
    Object.entries(stage.lost)
      .map(([reason, n]) => `− ${n} ${reason.replaceAll('_', ' ')}`)
      .join(', ');
  const main = flow.filter(({ stage }) => !stage.endsWith('_of_unlisted_persons'));
  return {
    title: say(lang, 'flow'),
    sentences: [say(lang, 'flowSentence', { first: main[0]?.persons ?? 0, last: main.at(-1)?.persons ?? 0 })],
    figures: [
      flowFigure(
        say(lang, 'flow'),
        main.map((stage) => ({
          label: stage.stage.replaceAll('_', ' '),
          persons: stage.persons,
          lost: lost(stage),
        })),
      ),
    ],
    tables: [
      {
        caption: say(lang, 'flow'),
        head: ['stage', say(lang, 'persons'), 'lost'],
        rows: flow.map((stage) => [stage.stage, String(stage.persons), lost(stage) || '–']),
      },
    ],
  };
};
