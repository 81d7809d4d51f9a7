import { TERRITORY } from '../../town/plan/communes.ts';
import { cause } from '../../workflows/outbox.ts';
import type { Stage } from './doors.ts';
import { untilClosed } from './until-closed.ts';

/** Asks for one piece of work at the clock's present, and waits until all open work is done. */
const ask = async ({ db, clock, runner }: Stage, kind: string, subject: string): Promise<void> => {
  await cause(db.ops, { kind, subject }, new Date(clock.now()));
  await untilClosed({ db, runner }, kind, subject);
};

/** The night's computation of the study, over everything staged so far. */
export const studyNight = async (stage: Stage): Promise<void> => ask(stage, 'study-night', TERRITORY.code);

/** Publishes the figures of one ISO week (`2026-W41`), suppression applied; computes the night before when it is due. */
export const publishWeek = async (stage: Stage, week: string): Promise<void> =>
  ask(stage, 'publish-week', `${TERRITORY.code}/${week}`);

/** Empties what phones sent more than 72 hours ago. */
export const purgeTraces = async (stage: Stage): Promise<void> => ask(stage, 'traces-purge', 'all');
