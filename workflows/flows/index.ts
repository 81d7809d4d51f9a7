import { flowOf } from './flow.ts';
import { PIPELINES } from './pipelines.ts';

export { fireSchedule } from './flow.ts';

/** Temporal calls the default export for every type without a flow of its own: here, each pipeline's kind. */
export default flowOf(PIPELINES);
