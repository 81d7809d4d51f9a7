import { sql } from 'kysely';
import { JokaError } from '../game/errors.ts';
import { ANALYTICS_VERSION, type StudyDeps } from './deps.ts';
import { DISCLOSURE_RULES } from './disclosure/rules.ts';
import { suppress, type PublishedFigure } from './disclosure/suppress.ts';
import { weekFigures } from './published/tables.ts';
import { latestRun, saveRun, type Run } from './runs.ts';
import type { Territory } from './territories.ts';
import { weekSpan } from './week.ts';

/** A week is published this long after it ended: late phones have sent by then, and nobody is followed live. */
export const PUBLISH_DELAY_MS = 7 * 86_400_000;

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const readable = async (deps: StudyDeps, run: Run, table: string): Promise<string> => {
  const output = run.outputs[table];
  const [path = ''] = await deps.files.paths(output === undefined ? [] : [output.key]);
  return `read_parquet(${quote(path)})`;
};

const store = async (
  deps: StudyDeps,
  territory: string,
  week: string,
  figures: readonly PublishedFigure[],
): Promise<void> => {
  const at = new Date(deps.clock.now());
  await deps.db.study.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`published/${territory}/${week}`}, 0))`.execute(
      tx,
    );
    await tx
      .deleteFrom('study.published')
      .where('territory', '=', territory)
      .where('week', '=', week)
      .execute();
    await tx
      .insertInto('study.published')
      .values(
        figures.map(({ table, key, ...figure }) => ({
          territory,
          week,
          table_name: table,
          row_key: key,
          published_at: at,
          ...figure,
        })),
      )
      .execute();
  });
};

/** When the figures of a week may first be shown; null when the week is none. */
export const publishableAt = (week: string, zone: string): number | null => {
  const span = weekSpan(week, zone);
  return span === null ? null : span.to + PUBLISH_DELAY_MS;
};

/**
 * Writes the published tables of one territory and week, with suppression applied to all of them together, and the
 * manifest. Needs a night computed after the week could be published. Twice over the same rows gives the same figures.
 * @throws JokaError STUDY_SUBJECT_INVALID for no such week; PUBLISH_TOO_EARLY before its time
 */
export const publishWeek = async (deps: StudyDeps, territory: Territory, week: string): Promise<Run> => {
  const span = weekSpan(week, territory.zone);
  const due = publishableAt(week, territory.zone);
  if (span === null || due === null)
    throw new JokaError('STUDY_SUBJECT_INVALID', { kind: 'publish-week', subject: week });
  const startedAt = deps.clock.now();
  if (startedAt < due) throw new JokaError('PUBLISH_TOO_EARLY', { week, from: new Date(due).toISOString() });
  const night = await latestRun(deps.db, 'study-night', territory.code);
  if (night === null) throw new JokaError('STUDY_NIGHT_MISSING', { territory: territory.code });
  const lake = await deps.lake.snapshot(['offer_events', 'outcomes']);
  const duck = await deps.openDuck();
  try {
    const figures = await weekFigures(
      duck,
      deps,
      {
        panel: await readable(deps, night, 'panel'),
        tiesWeeks: await readable(deps, night, 'ties_weeks'),
        offerEvents: lake.relations.offer_events ?? '',
        outcomes: lake.relations.outcomes ?? '',
      },
      territory.code,
      week,
      span,
    );
    const published = suppress(figures, DISCLOSURE_RULES);
    await store(deps, territory.code, week, published);
    const masked = published.filter((figure) => figure.masked).length;
    return await saveRun(
      deps,
      {
        kind: 'publish-week',
        territory: territory.code,
        week,
        parameters: { version: ANALYTICS_VERSION, zone: territory.zone, rules: { ...DISCLOSURE_RULES } },
        inputs: [
          { run: night.id },
          ...lake.inputs.map((input) => ({ ...input })),
          { figures: published.length, masked },
        ],
      },
      startedAt,
    );
  } finally {
    duck.close();
  }
};
