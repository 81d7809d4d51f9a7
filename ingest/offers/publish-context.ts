import type { Source } from './draft.ts';
import type { Places } from './locate.ts';
import type { Trades } from './sense/rome.ts';

/** What all offers of one batch have in common. */
export type PublishContext = {
  readonly source: Source;
  readonly places: Places;
  /** The loaded directory of trades; absent when none is. */
  readonly trades?: Trades | null;
  /** The feed run that saw them; a second sighting in one run is not counted. */
  readonly run: string;
  /** Instant of retrieval, ISO 8601. */
  readonly at: string;
  /**
   * Version of all that makes an offer of a row besides the row: mapper, sense, places, terms. Absent: rows are always
   * read anew.
   */
  readonly version?: string;
  /** Rows read once more on request: a sighting earlier in the same run is then no repetition. */
  readonly again?: boolean;
};
