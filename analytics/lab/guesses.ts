/** Something the reader decided by looking. It stands in the manifest and at the top of the report. */
export type Guess = {
  readonly table: string;
  /** What was decided: `delimiter`, `time zone`, `axes`. */
  readonly about: string;
  readonly taken: string;
  /** Why it is the only reading that fits. */
  readonly because: string;
  /** The flag that says otherwise. */
  readonly flag: string;
};

/** A row left out. `line` counts from 1 in its file, header included, where the format has lines. */
export type BadRow = {
  readonly table: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
};

/** What reading one table says. */
export type ReadReport = {
  readonly rows: number;
  readonly kept: number;
  /** Left out by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly guesses: readonly Guess[];
  /** The first ones, at most 1000. */
  readonly badRows: readonly BadRow[];
};
