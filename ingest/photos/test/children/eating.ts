import { setTimeout } from 'node:timers/promises';
import { serve } from '../../child/serve.ts';

serve(async () => {
  const eaten: Buffer[] = [];
  for (;;) {
    eaten.push(Buffer.alloc(32 * 2 ** 20, eaten.length + 1));
    await setTimeout(5);
  }
});
