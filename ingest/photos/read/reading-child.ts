import { serve } from '../child/serve.ts';
import type { Reading } from './engine.ts';
import { readPicture } from './read-picture.ts';
import { startRecogniser } from './recogniser.ts';

const recogniser = startRecogniser();
recogniser.catch(() => process.exit(1));

/** Reading takes seconds of a whole core: whatever answers a person goes first. */
const NICE = 10;

serve<Uint8Array, Omit<Reading, 'engine'>>(
  async (jpeg, progress) => readPicture(await recogniser, jpeg, progress),
  NICE,
);
