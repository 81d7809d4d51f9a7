import { serve } from '../../child/serve.ts';

serve(() => process.abort());
