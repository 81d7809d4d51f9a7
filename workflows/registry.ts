import type { StudyDeps } from '../analytics/deps.ts';
import { eraseResults } from '../analytics/erase-results.ts';
import { publishWeekPipeline, studyNightPipeline } from '../analytics/pipeline.ts';
import { createNightSteps, createPublishSteps } from '../analytics/steps.ts';
import { SCENARIO } from '../game/scenario.ts';
import type { Clock } from '../infra/clock.ts';
import type { Database } from '../infra/db/database.ts';
import { createEraseSteps } from '../infra/lake/erase-steps.ts';
import { erasePipeline, lakeFlushPipeline, lakeMergePipeline } from '../infra/lake/pipeline.ts';
import { createFlushSteps, createMergeSteps } from '../infra/lake/steps.ts';
import type { ObjectStore } from '../infra/object-store/object-store.ts';
import { createRetentionSteps } from '../infra/retention/steps.ts';
import { retentionPipeline } from '../infra/retention/pipeline.ts';
import type { FeedDeps } from '../ingest/feeds/deps.ts';
import { feedPipeline } from '../ingest/feeds/pipeline.ts';
import { feedStartPipeline } from '../ingest/feeds/start-pipeline.ts';
import { createStartSteps } from '../ingest/feeds/start-steps.ts';
import { createFeedSteps } from '../ingest/feeds/steps.ts';
import { expirePhotoOffers, PHOTO_OFFER_DAYS } from '../ingest/offers/expire-photos.ts';
import type { PhotoDeps } from '../ingest/photos/deps.ts';
import { photoPipeline } from '../ingest/photos/pipeline.ts';
import { createPhotoSteps } from '../ingest/photos/steps.ts';
import { tracePipeline } from '../ingest/traces/pipeline.ts';
import { purgePipeline } from '../ingest/traces/purge-pipeline.ts';
import { createPurgeSteps } from '../ingest/traces/purge-steps.ts';
import { createTraceSteps } from '../ingest/traces/steps.ts';
import { defineWork, type Registry, registryOf } from './work.ts';

/** What the steps of all pipelines need; opened by the entry files and by tests. */
export type RegistryDoors = {
  readonly db: Database;
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** The lake with what computations over it need. */
  readonly study: StudyDeps;
  /** Reads pictures, in a child process. */
  readonly engine: PhotoDeps['engine'];
  readonly credentials: FeedDeps['credentials'];
  readonly apiKey?: NonNullable<FeedDeps['apiKey']>;
  readonly http?: NonNullable<FeedDeps['http']>;
  readonly sleep: FeedDeps['sleep'];
  /** Days after which an ad that nobody saw again in its window is closed; 60 when absent. */
  readonly photoOfferDays?: number;
};

/** Every kind of work, bound to real doors: the same for the worker, the demo and the tests. */
export const createRegistry = (doors: RegistryDoors): Registry =>
  registryOf(
    defineWork(photoPipeline, createPhotoSteps({ ...doors, scenario: SCENARIO })),
    defineWork(feedPipeline, createFeedSteps(doors)),
    defineWork(feedStartPipeline, createStartSteps(doors)),
    defineWork(tracePipeline, createTraceSteps(doors)),
    defineWork(purgePipeline, createPurgeSteps(doors)),
    defineWork(
      retentionPipeline,
      createRetentionSteps(doors, [
        {
          rule: 'photo offers',
          run: () =>
            expirePhotoOffers(
              { offers: doors.db.offers, clock: doors.clock },
              doors.photoOfferDays ?? PHOTO_OFFER_DAYS,
            ),
        },
      ]),
    ),
    defineWork(lakeFlushPipeline, createFlushSteps(doors.study.lake)),
    defineWork(lakeMergePipeline, createMergeSteps(doors.study.lake)),
    defineWork(studyNightPipeline, createNightSteps(doors.study)),
    defineWork(publishWeekPipeline, createPublishSteps(doors.study)),
    defineWork(
      erasePipeline,
      createEraseSteps({
        ...doors,
        lake: doors.study.lake,
        eraseResults: (personSha256) => eraseResults(doors.study, personSha256),
      }),
    ),
  );
