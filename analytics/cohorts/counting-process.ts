/** One person's outcome: days since 1970 of entry and of the event or of the end of observation. */
export type Outcome = {
  readonly person: string;
  readonly entry: number;
  readonly end: number;
  readonly event: boolean;
};

/** Covariates of one person in one window, first day included, next one not. */
export type WindowRow = {
  readonly person: string;
  readonly from: number;
  readonly to: number;
  readonly values: Readonly<Record<string, number | null>>;
};

/** At risk over (tstart, tstop] days from entry, with what was known before. */
export type CountingRow = {
  readonly person: string;
  readonly tstart: number;
  readonly tstop: number;
  readonly event: 0 | 1;
  /** Window whose covariates the row carries: it ended before tstart. Null without one. */
  readonly covariatesFrom: number | null;
  readonly values: Readonly<Record<string, number | null>>;
};

/**
 * Counting-process rows: one per person and window of follow-up, each with the covariates of the last window that ended
 * at or before its beginning. No covariate comes from after the event or from the window it happens in: moving more in
 * the week one finds work never counts as having led to it.
 */
export const countingProcess = (
  outcomes: readonly Outcome[],
  windows: readonly WindowRow[],
  names: readonly string[],
): CountingRow[] => {
  const byPerson = new Map<string, WindowRow[]>();
  for (const row of windows) {
    const own = byPerson.get(row.person);
    if (own === undefined) byPerson.set(row.person, [row]);
    else own.push(row);
  }
  const unknown = Object.fromEntries(names.map((name) => [name, null]));
  return outcomes
    .toSorted((a, b) => (a.person < b.person ? -1 : 1))
    .flatMap((outcome) => {
      const { person, entry, end } = outcome;
      if (end <= entry) return [];
      const own = (byPerson.get(person) ?? []).toSorted((a, b) => a.from - b.from);
      const cuts = own.map((row) => row.from).filter((from) => from > entry && from < end);
      const edges = [entry, ...new Set(cuts), end];
      return edges.slice(0, -1).map((start, i): CountingRow => {
        const stop = edges[i + 1] ?? end;
        const before = own.findLast((row) => row.to <= start);
        return {
          person,
          tstart: start - entry,
          tstop: stop - entry,
          event: outcome.event && stop === end ? 1 : 0,
          covariatesFrom: before === undefined ? null : before.from - entry,
          values:
            before === undefined
              ? unknown
              : Object.fromEntries(names.map((name) => [name, before.values[name] ?? null])),
        };
      });
    });
};
