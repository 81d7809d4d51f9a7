import { publishWeekPipeline, studyNightPipeline } from '../../analytics/pipeline.ts';
import { erasePipeline, lakeFlushPipeline, lakeMergePipeline } from '../../infra/lake/pipeline.ts';
import { retentionPipeline } from '../../infra/retention/pipeline.ts';
import { feedPipeline } from '../../ingest/feeds/pipeline.ts';
import { feedStartPipeline } from '../../ingest/feeds/start-pipeline.ts';
import { photoPipeline } from '../../ingest/photos/pipeline.ts';
import { tracePipeline } from '../../ingest/traces/pipeline.ts';
import { purgePipeline } from '../../ingest/traces/purge-pipeline.ts';
import type { AnyPipeline } from './contract.ts';

/** Every pipeline that Temporal can run. A test holds the list equal to the registry. */
export const PIPELINES: readonly AnyPipeline[] = [
  photoPipeline,
  feedPipeline,
  feedStartPipeline,
  tracePipeline,
  purgePipeline,
  retentionPipeline,
  lakeFlushPipeline,
  lakeMergePipeline,
  studyNightPipeline,
  publishWeekPipeline,
  erasePipeline,
];
