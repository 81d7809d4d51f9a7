import { erasePipeline, lakeFlushPipeline, lakeMergePipeline } from '../../infra/lake/pipeline.ts';
import type { AnyPipeline } from './contract.ts';

/** Every pipeline that Temporal can run. `workflows/registry.test.ts` holds it equal to the registry. */
export const PIPELINES: readonly AnyPipeline[] = [lakeFlushPipeline, lakeMergePipeline, erasePipeline];
