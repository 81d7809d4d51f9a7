/** One measurement: what it is called, beside what it stands, and the code whose change makes it old. */
export type Bench = {
  /** One line for `docs/performance.md`. */
  readonly title: string;
  /** The peer or the physical limit measured in the same run. */
  readonly against: string;
  /** Paths from the root; a commit that touches them makes the result older than its code. */
  readonly measures: readonly string[];
  /** Figures by name with their unit in it (`fixes_per_second`, `ratio_to_scan`); numbers rounded by the bench. */
  run(): Promise<Record<string, number | string>>;
};

/** Milliseconds of the fastest of `times` runs, and what the last one gave. The minimum is the least noisy figure here. */
export const fastest = async <T>(
  times: number,
  work: () => Promise<T> | T,
): Promise<{ ms: number; value: T }> => {
  let best = Number.POSITIVE_INFINITY;
  let value: T | undefined;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    value = await work();
    best = Math.min(best, performance.now() - start);
  }
  return { ms: best, value: value as T };
};

/** Two significant decimals at most, so that results do not pretend to more. */
export const round = (value: number, digits = 3): number => Number(value.toPrecision(digits));
