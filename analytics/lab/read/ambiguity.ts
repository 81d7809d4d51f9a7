import { JokaError } from '../../../game/errors.ts';

/** Three rows under two readings that both fit and change results. What they hold is the researcher's own file. */
export type TwoReadings = {
  readonly table: string;
  readonly what: string;
  readonly readings: readonly [string, string];
  readonly rows: readonly { readonly written: string; readonly first: string; readonly second: string }[];
  readonly flags: string;
};

/** Stops: both readings are shown on three rows, and the flag that chooses is named. */
export const stopAt = ({ table, what, readings, rows, flags }: TwoReadings): never => {
  const [first, second] = readings;
  const shown = rows
    .slice(0, 3)
    .map((row) => `  ${row.written}  ->  ${first}: ${row.first}  |  ${second}: ${row.second}`)
    .join('\n');
  throw new JokaError('LAB_READING_AMBIGUOUS', { table, what, rows: `\n${shown}`, flag: flags });
};
