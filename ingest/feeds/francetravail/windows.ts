/** A stretch of creation instants of one department (null: all), ends included, whole seconds, ISO 8601 UTC. */
export type Window = {
  readonly department: string | null;
  readonly from: string;
  readonly to: string;
  /** Position of the next page; 0 before the first. */
  readonly start: number;
  /** What its first page said; null before it. */
  readonly total: number | null;
  /** How often it began anew because its total moved. */
  readonly restarts: number;
};

/** Positions go up to 3,149, in pages of 150. */
export const WINDOW_LIMIT = 3150;
export const PAGE_SIZE = 150;

const SECOND_MS = 1000;

/** `2024-01-31T12:00:00Z`: the API refuses milliseconds. */
export const toSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Both halves, the earlier one last so that a stack takes it first; null for a window of one second. */
export const halve = (window: Window): readonly [later: Window, earlier: Window] | null => {
  const from = Date.parse(window.from);
  const to = Date.parse(window.to);
  if (to - from < SECOND_MS) return null;
  const middle = from + Math.floor((to - from) / SECOND_MS / 2) * SECOND_MS;
  const half = { ...window, start: 0, total: null, restarts: 0 };
  return [
    { ...half, from: toSeconds(middle + SECOND_MS) },
    { ...half, to: toSeconds(middle) },
  ];
};

/** `62.2024-01-01T00:00:00Z_2024-06-30T23:59:59Z`, as it stands in page names and places. */
export const windowName = (window: Window): string =>
  `${window.department ?? 'all'}.${window.from}_${window.to}`;
