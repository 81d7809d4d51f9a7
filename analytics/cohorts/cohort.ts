/** How persons were observed: play sessions (screen on), a person's own continuous logger, or both kept apart. */
export type Observation = 'session' | 'logger';

/**
 * A filter on the persons who consent now. `from` and `to` are ISO weeks (`2026-W41`), both included; without them
 * every observed week counts. `observation` keeps one kind only.
 */
export type Cohort = {
  readonly territory: string;
  readonly from?: string;
  readonly to?: string;
  readonly observation?: Observation;
};

const WEEK = /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/;

/** The first thing wrong with a cohort as text, or null. `from` after `to` is wrong; unknown territories are not seen here. */
export const cohortFault = (cohort: Cohort): string | null => {
  if (!/^[A-Za-z0-9-]{1,40}$/.test(cohort.territory)) return 'territory';
  for (const key of ['from', 'to'] as const) {
    const week = cohort[key];
    if (week !== undefined && !WEEK.test(week)) return key;
  }
  if (cohort.from !== undefined && cohort.to !== undefined && cohort.from > cohort.to) return 'from';
  return null;
};
