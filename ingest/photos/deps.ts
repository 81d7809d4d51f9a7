import type { Scenario } from '../../game/scenario.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { OcrEngine } from './read/engine.ts';

/** The doors of photo steps. */
export type PhotoDeps = {
  readonly db: Pick<Database, 'game' | 'offers'>;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly engine: OcrEngine;
  readonly scenario: Scenario;
};
