/** The lake's tables. `persons` is not one: each run takes who consents now, and every read joins it. */
export const LAKE_TABLES = [
  'fixes',
  'stays',
  'trips',
  'encounters',
  'interactions',
  'offers',
  'offer_events',
  'outcomes',
] as const;
export type LakeTable = (typeof LAKE_TABLES)[number];

/** For the data catalogue: does the column say something about a person of the study? */
export type Sensitivity = 'none' | 'personal';

/**
 * One Parquet column. `from` is the key of the staged JSON it is read from; the columns without one are written by
 * the flush itself (`person`, `territory`, `at`, `at_local`). `cell` columns are staged as H3 text, kept as UBIGINT.
 */
export type LakeColumn = {
  readonly name: string;
  readonly type: 'UUID' | 'VARCHAR' | 'TIMESTAMP' | 'UBIGINT' | 'INTEGER' | 'BOOLEAN';
  readonly from?: string;
  readonly fallback?: string | number | boolean;
  readonly sensitivity: Sensitivity;
};

export type LakeSchema = {
  readonly version: number;
  /** Rows are unique on these, and files are sorted by them, then by every other column. */
  readonly key: readonly string[];
  readonly columns: readonly LakeColumn[];
};

const personal = (
  name: string,
  type: LakeColumn['type'],
  from?: string,
  fallback?: string | number | boolean,
): LakeColumn => ({
  name,
  type,
  ...(from === undefined ? {} : { from }),
  ...(fallback === undefined ? {} : { fallback }),
  sensitivity: 'personal',
});
const open = (name: string, type: LakeColumn['type'], from?: string): LakeColumn => ({
  name,
  type,
  ...(from === undefined ? {} : { from }),
  sensitivity: 'none',
});

/** Who, where it counts, when in UTC and when on the territory's clocks: the start of every personal table. */
const HEAD: readonly LakeColumn[] = [
  personal('person', 'UUID'),
  open('territory', 'VARCHAR'),
  personal('at', 'TIMESTAMP'),
  personal('at_local', 'TIMESTAMP'),
];
const observed: readonly LakeColumn[] = [
  // 'session': play with the screen on; 'logger': a person's own continuous logger, imported with consent
  personal('observation', 'VARCHAR', 'observation', 'session'),
  // width of the place unit in metres: 28 for resolution 11, 0 for raw points
  personal('quantum_m', 'INTEGER', 'quantumM', 28),
];

/**
 * What each table holds. Staged JSON (argument `rows` of `study.stage`, one object per row, instants ISO 8601 UTC):
 *
 *   fixes        {at, lastAt, cell: '8b…' | null, n, accuracy, home, session, observation?, quantumM?}
 *                one dwell; `cell` is resolution 11 and null exactly when `home` is true. With `device` instead of
 *                `observation`, 'logger' when the device stands in `study.loggers`, else 'session'; it is not kept
 *   stays        {at, lastAt, cell | null, home, n, observation?, quantumM?}
 *   trips        {at, lastAt, fromCell | null, toCell | null, n, observation?, quantumM?}
 *   encounters   {at, lastAt, other, cell | null, cells, n}: each pair once, `person` the smaller pseudonym
 *   interactions {at, kind, otherKind, other, offer | null, confirmed}
 *                `other` is staged as the game knows it (player id, or any stable text for staff) and leaves
 *                `study.stage` as a study pseudonym
 *   offers       {at, offer, change, source, origin, contract, rome | null, precision, commune | null, cell | null,
 *                beginner | null, createdAt, retrievedAt}: what was published, once per change, staged by the database
 *   offer_events {at, offer, act}
 *   outcomes     {at, offer | null, outcome}
 */
export const LAKE_SCHEMAS: Readonly<Record<LakeTable, LakeSchema>> = {
  fixes: {
    version: 1,
    key: ['person', 'at', 'last_at', 'cell'],
    columns: [
      ...HEAD,
      personal('last_at', 'TIMESTAMP', 'lastAt'),
      personal('cell', 'UBIGINT', 'cell'),
      personal('n', 'INTEGER', 'n', 1),
      personal('accuracy', 'VARCHAR', 'accuracy'),
      personal('home', 'BOOLEAN', 'home', false),
      personal('session', 'VARCHAR', 'session'),
      ...observed,
    ],
  },
  stays: {
    version: 1,
    key: ['person', 'at', 'last_at', 'cell'],
    columns: [
      ...HEAD,
      personal('last_at', 'TIMESTAMP', 'lastAt'),
      personal('cell', 'UBIGINT', 'cell'),
      personal('home', 'BOOLEAN', 'home', false),
      personal('n', 'INTEGER', 'n', 1),
      ...observed,
    ],
  },
  trips: {
    version: 1,
    key: ['person', 'at', 'last_at'],
    columns: [
      ...HEAD,
      personal('last_at', 'TIMESTAMP', 'lastAt'),
      personal('from_cell', 'UBIGINT', 'fromCell'),
      personal('to_cell', 'UBIGINT', 'toCell'),
      personal('n', 'INTEGER', 'n', 1),
      ...observed,
    ],
  },
  encounters: {
    version: 2,
    key: ['person', 'at', 'other'],
    columns: [
      ...HEAD,
      personal('last_at', 'TIMESTAMP', 'lastAt'),
      personal('other', 'UUID', 'other'),
      // where it began, resolution 11
      personal('cell', 'UBIGINT', 'cell'),
      // distinct cells and pairs of dwells that bear witness
      personal('cells', 'INTEGER', 'cells', 1),
      personal('n', 'INTEGER', 'n', 1),
    ],
  },
  interactions: {
    version: 1,
    key: ['person', 'at', 'kind', 'other'],
    columns: [
      ...HEAD,
      personal('kind', 'VARCHAR', 'kind'),
      // peer, joker, adviser, employer
      personal('other_kind', 'VARCHAR', 'otherKind'),
      personal('other', 'UUID', 'other'),
      personal('offer', 'UUID', 'offer'),
      personal('confirmed', 'BOOLEAN', 'confirmed', false),
    ],
  },
  offers: {
    version: 2,
    key: ['offer', 'at', 'change'],
    columns: [
      open('person', 'UUID'),
      open('territory', 'VARCHAR'),
      open('at', 'TIMESTAMP'),
      open('at_local', 'TIMESTAMP'),
      open('offer', 'UUID', 'offer'),
      open('change', 'VARCHAR', 'change'),
      open('source', 'VARCHAR', 'source'),
      open('origin', 'VARCHAR', 'origin'),
      open('contract', 'VARCHAR', 'contract'),
      open('rome', 'VARCHAR', 'rome'),
      open('precision', 'VARCHAR', 'precision'),
      open('commune', 'VARCHAR', 'commune'),
      // of a shop known to the door or by photo; null for what is only known to be in a commune
      open('cell', 'UBIGINT', 'cell'),
      open('beginner', 'BOOLEAN', 'beginner'),
      open('created_at', 'TIMESTAMP', 'createdAt'),
      open('retrieved_at', 'TIMESTAMP', 'retrievedAt'),
    ],
  },
  offer_events: {
    version: 1,
    key: ['person', 'at', 'offer', 'act'],
    columns: [...HEAD, personal('offer', 'UUID', 'offer'), personal('act', 'VARCHAR', 'act')],
  },
  outcomes: {
    version: 1,
    key: ['person', 'at', 'offer', 'outcome'],
    columns: [...HEAD, personal('offer', 'UUID', 'offer'), personal('outcome', 'VARCHAR', 'outcome')],
  },
};
