import { serve } from '../../child/serve.ts';
import type { SeenLines } from './neural.ts';
import { loadNetworks } from './runtime.ts';
import { readLines } from './read-lines.ts';

const networks = loadNetworks(1);
networks.catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : `Error: ${String(error)}`);
  process.exit(1);
});

/** Reading takes a whole core: whatever answers a person goes first. */
const NICE = 10;

serve<Uint8Array, SeenLines>(async (jpeg, progress) => readLines(await networks, jpeg, progress), NICE);
