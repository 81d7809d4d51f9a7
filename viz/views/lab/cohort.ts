/** The persons of a territory who consent now, observed between two ISO weeks, both included. */
export type Cohort = { territory: string; from: string; to: string };

/** Names a cohort for the cache of what was asked. */
export const cohortKey = ({ territory, from, to }: Cohort): string => `${territory} ${from} ${to}`;
