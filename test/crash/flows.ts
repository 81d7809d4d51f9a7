import { flowOf } from '../../workflows/flows/flow.ts';
import { PIPELINES } from '../../workflows/flows/pipelines.ts';

/** The product's flows, which notice a dead worker in seconds instead of half a minute. */
export default flowOf(PIPELINES, { heartbeatTimeout: '3 seconds' });
