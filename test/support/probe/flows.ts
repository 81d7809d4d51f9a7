import { flowOf } from '../../../workflows/flows/flow.ts';
import { probePipeline } from './pipeline.ts';

export { fireSchedule } from '../../../workflows/flows/flow.ts';

export default flowOf([probePipeline]);
