import type { Lake } from './lake.ts';
import type { FlushSteps, MergeSteps } from './pipeline.ts';

/** Steps of kind `lake-flush`. */
export const createFlushSteps = (lake: Lake): FlushSteps => ({ flush: () => lake.flush() });

/** Steps of kind `lake-merge`. */
export const createMergeSteps = (lake: Lake): MergeSteps => ({
  merge: () => lake.merge(),
  sweep: () => lake.sweep(),
});
