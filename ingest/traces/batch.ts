import type { Accuracy } from '../../game/scenario.ts';

/** A dwell as a phone sends it, shape checked, content not yet. Instants are ISO 8601 text. */
export type RawDwell = {
  readonly cell: string | null;
  readonly home: boolean;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly n: number;
  readonly accuracy: Accuracy;
};

/** What a phone sends: unique by (device, seq) for its player. */
export type RawBatch = {
  readonly device: string;
  readonly seq: number;
  readonly sentAt: string;
  readonly dwells: readonly RawDwell[];
};

/** A row kept aside: where, why and what to do. Never the value itself, which may be a place. */
export type RefusedRow = {
  readonly row: number;
  readonly field: string;
  readonly code: string;
  readonly remedy: string;
};

/** What the phone is answered, and answered again when it repeats. */
export type BatchAnswer = { accepted: number; refused: RefusedRow[] };
