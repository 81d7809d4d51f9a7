import { sql } from 'kysely';
import type { Duck } from '../../infra/duckdb/duck.ts';
import type { StudyDeps } from '../deps.ts';
import type { Figure } from '../disclosure/suppress.ts';
import { loadColumns } from '../load-columns.ts';
import { TIE_TYPES } from '../ties/contacts.ts';
import type { WeekSpan } from '../week.ts';
import { countFigures, meanFigures } from './figures.ts';

/** The fixed catalogue: what is published every week, and nothing else can be asked for. */
export const PUBLISHED_TABLES = [
  'participants',
  'cells_walked',
  'new_cells',
  'contacts',
  'acts',
  'outcomes',
  'photos',
] as const;

const AGES = ['16-17', '18-25'] as const;
const ACTS = ['seen', 'opened', 'saved', 'apply', 'call', 'go', 'visited'] as const;
const OUTCOMES = ['met_someone', 'come_back', 'no', 'already_filled', 'hired'] as const;

/** Relations a week is counted from. */
export type WeekSources = {
  /** The night's tables, as relations. */
  readonly panel: string;
  readonly tiesWeeks: string;
  /** The lake's. */
  readonly offerEvents: string;
  readonly outcomes: string;
};

/** Tables `published_persons (person, age)` and `published_firms (offer, firm)`: who consents now, and whose offers. */
const loadSides = async (duck: Duck, db: StudyDeps['db'], territory: string): Promise<void> => {
  const { rows: persons } = await sql<{ person: string; age_band: string }>`
    SELECT person, age_band FROM vault.study_persons_in(${territory}) ORDER BY person`.execute(db.study);
  await loadColumns(duck, 'published_persons', {
    person: { type: 'UUID', values: persons.map((row) => row.person) },
    age: { type: 'VARCHAR', values: persons.map((row) => row.age_band) },
  });
  const wanted = await duck.rows<{ offer: string }>(
    'SELECT DISTINCT offer FROM (SELECT offer FROM week_acts UNION SELECT offer FROM week_outcomes) WHERE offer IS NOT NULL ORDER BY 1',
  );
  const { rows: firms } = await sql<{ id: string; employer: string }>`
    SELECT id, lower(trim(coalesce(employer, ''))) AS employer FROM offers.offers
    WHERE id = ANY(${wanted.map((row) => row.offer)}::uuid[]) ORDER BY id`.execute(db.study);
  await loadColumns(duck, 'published_firms', {
    offer: { type: 'UUID', values: firms.map((row) => row.id) },
    firm: { type: 'VARCHAR', values: firms.map((row) => row.employer) },
  });
};

/** Persons by age band: those who consent, those observed in the week. */
const personsByAge = async (duck: Duck, measure: string, from: string): Promise<Figure[]> => {
  const figures = await countFigures(duck, {
    table: 'participants',
    link: 'age',
    keys: AGES,
    facts: `SELECT age AS key, person, NULL AS firm FROM ${from}`,
    measure: 'rows',
    aboutFirms: false,
  });
  return figures
    .filter((figure) => figure.measure === 'persons')
    .map((figure) => ({ ...figure, measure, additive: true }));
};

const photoFigures = async (db: StudyDeps['db'], territory: string, span: WeekSpan): Promise<Figure[]> => {
  const { rows } = await sql<{ photos: number; published: number; persons: number }>`
    SELECT * FROM study.photo_counts(${territory}, ${new Date(span.from)}, ${new Date(span.to)})`.execute(
    db.study,
  );
  const { photos = 0, published = 0, persons = 0 } = rows[0] ?? {};
  const base = { table: 'photos', key: 'all', kind: 'count' as const, persons, link: 'photos', total: true };
  return [
    { ...base, measure: 'persons', value: persons },
    { ...base, measure: 'photos', value: photos },
    { ...base, measure: 'offers', value: published },
  ];
};

/** Every figure of one territory and week before suppression, from persons who consent now. */
export const weekFigures = async (
  duck: Duck,
  deps: Pick<StudyDeps, 'db'>,
  sources: WeekSources,
  territory: string,
  week: string,
  span: WeekSpan,
): Promise<Figure[]> => {
  const inWeek = `strftime(at_local, '%G-W%V') = '${week}'`; // `weekSpan` has checked its form
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE week_acts AS SELECT person, offer, act FROM ${sources.offerEvents} WHERE ${inWeek}`,
  );
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE week_outcomes AS SELECT person, offer, outcome FROM ${sources.outcomes} WHERE ${inWeek}`,
  );
  await loadSides(duck, deps.db, territory);
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE week_panel AS
    SELECT p.person, q.age, p.days_observed, p.visited_cells_res10, p.new_cells_res10
    FROM ${sources.panel} p JOIN published_persons q USING (person)
    WHERE p.week = '${week}' AND p.observation = 'session' AND p.days_observed > 0`);
  const measured = (column: string): string =>
    `SELECT age AS key, person, ${column} AS value FROM week_panel WHERE ${column} IS NOT NULL`;
  const firm = (from: string, key: string): string =>
    `SELECT ${key} AS key, w.person, CASE WHEN w.offer IS NULL THEN NULL ELSE coalesce(f.firm, '') END AS firm
     FROM ${from} w JOIN published_persons USING (person) LEFT JOIN published_firms f ON f.offer = w.offer`;
  const parts = [
    await personsByAge(duck, 'participants', 'published_persons'),
    await personsByAge(duck, 'observed', 'week_panel'),
    await meanFigures(duck, {
      table: 'cells_walked',
      link: 'age',
      keys: AGES,
      values: measured('visited_cells_res10'),
    }),
    await meanFigures(duck, {
      table: 'new_cells',
      link: 'age',
      keys: AGES,
      values: measured('new_cells_res10'),
    }),
    await countFigures(duck, {
      table: 'contacts',
      link: 'contacts',
      keys: TIE_TYPES,
      facts: `SELECT t.tie_type AS key, t.person, NULL AS firm
              FROM (SELECT person, tie_type, unnest(range(contacts)) FROM ${sources.tiesWeeks}
                    WHERE week = '${week}' AND contacts > 0) t JOIN published_persons USING (person)`,
      measure: 'contacts',
      aboutFirms: false,
    }),
    await countFigures(duck, {
      table: 'acts',
      link: 'acts',
      keys: ACTS,
      facts: firm('week_acts', 'w.act'),
      measure: 'acts',
      aboutFirms: true,
    }),
    await countFigures(duck, {
      table: 'outcomes',
      link: 'outcomes',
      keys: OUTCOMES,
      facts: firm('week_outcomes', 'w.outcome'),
      measure: 'outcomes',
      aboutFirms: true,
    }),
    await photoFigures(deps.db, territory, span),
  ];
  return parts.flat();
};
