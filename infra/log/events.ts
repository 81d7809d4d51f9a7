/**
 * What Joka says in its log, and with which fields. Ids of persons, texts they typed and places are not fields. A new
 * event is a new line here.
 */
export const EVENTS = {
  'process.ready': ['name', 'form', 'ms'],
  'process.stopped': ['name', 'ms'],
  'database.migrated': ['count'],
  'database.unavailable': ['code'],
  'request.failed': ['route', 'status', 'code', 'ms'],
  'request.slow': ['route', 'status', 'ms'],
  'step.done': ['kind', 'step', 'ms'],
  'step.failed': ['kind', 'step', 'code', 'tries', 'retry'],
  'run.done': ['kind', 'steps', 'ms'],
  'run.failed': ['kind', 'steps', 'code'],
  'quarantine.added': ['entry', 'code'],
  'schedule.fired': ['name', 'kind'],
  'ocr.child': ['how', 'pages', 'memoryMb'],
  'lake.flushed': ['table', 'files', 'rows', 'ms'],
  'lake.merged': ['table', 'files', 'rows', 'ms'],
  'erasure.done': ['tables', 'files', 'objects', 'ms'],
  'export.made': ['table', 'format', 'rows'],
} as const satisfies Record<string, readonly string[]>;

export type EventName = keyof typeof EVENTS;
export type EventFields<E extends EventName> = Partial<
  Readonly<Record<(typeof EVENTS)[E][number], string | number | boolean | null>>
>;
