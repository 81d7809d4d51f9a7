import { flowOf } from '../../../workflows/flows/flow.ts';
import { probePipeline } from './pipeline.ts';

export { fireSchedule } from '../../../workflows/flows/flow.ts';

/** The probe's flow, whose dead worker is noticed in seconds and whose history is continued as a new one every 60 events. */
export default flowOf([probePipeline], { heartbeatTimeout: '3 seconds' }, 60);
