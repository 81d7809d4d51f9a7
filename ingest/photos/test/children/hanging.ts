import { serve } from '../../child/serve.ts';

// never answers, and keeps its thread busy so that only a kill ends it
serve(() => {
  for (;;);
});
