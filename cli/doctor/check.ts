/** One thing that `joka doctor` looked at. */
export type Check = {
  check: string;
  state: 'ok' | 'absent' | 'warning' | 'failed';
  detail: string;
  /** Null when there is nothing to do. */
  remedy: string | null;
};

export const ok = (check: string, detail: string): Check => ({ check, state: 'ok', detail, remedy: null });
/** Not there and not needed for what is configured. */
export const absent = (check: string, detail: string, remedy: string | null = null): Check => ({
  check,
  state: 'absent',
  detail,
  remedy,
});
export const warning = (check: string, detail: string, remedy: string): Check => ({
  check,
  state: 'warning',
  detail,
  remedy,
});
export const failed = (check: string, detail: string, remedy: string): Check => ({
  check,
  state: 'failed',
  detail,
  remedy,
});
