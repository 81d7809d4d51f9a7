/** How one kind of failure is answered: its HTTP status, whether trying again can help, and what a person does. */
export type ErrorSpec = {
  readonly status: number;
  /** `transient`: the same request may succeed later and is retried; `terminal`: it never will. */
  readonly kind: 'transient' | 'terminal';
  /** One sentence, English, `{key}` replaced by `details`. Says what is wrong and names file, row, field or key. */
  readonly message: string;
  /** One sentence: what to do. */
  readonly remedy: string;
};

/** Where a failure happened. Never a position, a cell of a person, a secret or a text typed by a person. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;
