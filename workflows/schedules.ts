import { parseCronItem } from 'graphile-worker';
import type { Kysely } from 'kysely';
import { JokaError } from '../game/errors.ts';
import { isoWeek } from '../game/iso-week.ts';
import type { Clock } from '../infra/clock.ts';
import type { Tables } from '../infra/db/tables.ts';
import { cause } from './outbox.ts';

/** Causes work at set times. `cron`: minute hour day month weekday, UTC. `subject` may hold {territory}, {week} and {minute}. */
export type Schedule = {
  readonly name: string;
  readonly kind: string;
  readonly subject: string;
  readonly cron: string;
};

/** What an instance does by itself. An operator's change of a row in ops.schedules is kept. */
export const DEFAULT_SCHEDULES: readonly Schedule[] = [
  { name: 'lake-flush', kind: 'lake-flush', subject: 'all', cron: '*/15 * * * *' },
  { name: 'traces-purge', kind: 'traces-purge', subject: 'all', cron: '7 * * * *' },
  { name: 'purge', kind: 'purge', subject: 'all', cron: '20 2 * * *' },
  { name: 'study-night', kind: 'study-night', subject: '{territory}', cron: '30 1 * * *' },
  { name: 'lake-merge', kind: 'lake-merge', subject: 'all', cron: '0 3 * * *' },
  { name: 'publish-week', kind: 'publish-week', subject: '{territory}/{week}', cron: '0 4 * * 1' },
];

const DAY_MS = 24 * 3600 * 1000;
/** Tables are published 7 days after their week ended: on Monday, the week that held the day 8 days ago. */
const PUBLISH_DELAY_MS = 8 * DAY_MS;

/** Adds the default schedules that are missing. */
export const ensureSchedules = async (
  db: Kysely<Tables>,
  schedules: readonly Schedule[] = DEFAULT_SCHEDULES,
): Promise<void> => {
  await db
    .insertInto('ops.schedules')
    .values([...schedules])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

type Due = (at: Date) => boolean;

/** Whether a cron expression fires in the minute of an instant. @throws JokaError SCHEDULE_BAD_CRON. */
export const cronMatch = ({ name, cron }: Pick<Schedule, 'name' | 'cron'>): Due => {
  let match: ReturnType<typeof parseCronItem>['match'];
  try {
    ({ match } = parseCronItem({ task: 'fire', identifier: name, match: cron }));
  } catch (error) {
    throw new JokaError('SCHEDULE_BAD_CRON', { name, cron }, error);
  }
  return (at) =>
    match({
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    });
};

/** The schedules that are on, by name. @throws JokaError SCHEDULE_BAD_CRON naming the first that cannot be read. */
export const enabledSchedules = async (db: Kysely<Tables>) => {
  const schedules = await db
    .selectFrom('ops.schedules')
    .selectAll()
    .where('enabled', '=', true)
    .orderBy('name')
    .execute();
  for (const schedule of schedules) cronMatch(schedule);
  return schedules;
};

/** Changes when a schedule is added, changed, switched or removed. */
export const scheduleMark = async (db: Kysely<Tables>): Promise<string> =>
  JSON.stringify(
    (await enabledSchedules(db)).map(({ name, kind, subject, cron }) => [name, kind, subject, cron]),
  );

const subjectsOf = async (db: Kysely<Tables>, template: string, now: number): Promise<string[]> => {
  const week = isoWeek(new Date(now - PUBLISH_DELAY_MS));
  const minute = new Date(now).toISOString().slice(0, 16);
  const dated = template.replaceAll('{week}', week).replaceAll('{minute}', minute);
  if (!dated.includes('{territory}')) return [dated];
  const territories = await db.selectFrom('offers.territories').select('code').orderBy('code').execute();
  return territories.map(({ code }) => dated.replaceAll('{territory}', code));
};

/** Causes the work of one schedule now, once per subject; a schedule that is off or gone does nothing. */
export const fire = (db: Kysely<Tables>, clock: Clock, name: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const now = new Date(clock.now());
    const schedule = await trx
      .updateTable('ops.schedules')
      .set({ last_fired_at: now })
      .where('name', '=', name)
      .where('enabled', '=', true)
      .returning(['kind', 'subject'])
      .executeTakeFirst();
    if (schedule === undefined) return;
    for (const subject of await subjectsOf(trx, schedule.subject, now.getTime()))
      await cause(trx, { kind: schedule.kind, subject }, now);
  });

/**
 * Fires every schedule that fell due since it last fired, at most once each: for a clock that is set, where no cron
 * runs. A schedule that never fired is looked at one week back.
 */
export const fireDue = async (db: Kysely<Tables>, clock: Clock): Promise<readonly string[]> => {
  const minute = 60_000;
  const now = clock.now();
  const fired: string[] = [];
  for (const schedule of await enabledSchedules(db)) {
    const due = cronMatch(schedule);
    const since = Math.max(schedule.last_fired_at?.getTime() ?? 0, now - 7 * DAY_MS);
    for (let at = now - (now % minute); at > since; at -= minute) {
      if (!due(new Date(at))) continue;
      await fire(db, clock, schedule.name);
      fired.push(schedule.name);
      break;
    }
  }
  return fired;
};

/** Schedules with when they last fired, for `joka runs schedules` and the operator. */
export const listSchedules = (db: Kysely<Tables>) =>
  db.selectFrom('ops.schedules').selectAll().orderBy('name').execute();
