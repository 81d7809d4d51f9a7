import { serve } from '../child/serve.ts';
import type { Reading, Turned } from './engine.ts';
import { readCuts, type Cut, type CutReading } from './read-cuts.ts';
import { readPicture } from './read-picture.ts';
import { startRecogniser } from './recogniser.ts';

/** A picture to be read alone, or lines of it that another engine found. */
export type ReadingJob = { jpeg: Uint8Array; cuts: { turned: Turned; list: Cut[] } | null };
export type ReadingAnswer = { reading: Omit<Reading, 'engine'> } | { cuts: CutReading[] };

const recogniser = startRecogniser();
recogniser.catch(() => process.exit(1));

/** Reading takes seconds of a whole core: whatever answers a person goes first. */
const NICE = 10;

serve<ReadingJob, ReadingAnswer>(async ({ jpeg, cuts }, progress) => {
  const engine = await recogniser;
  if (cuts === null) return { reading: await readPicture(engine, jpeg, progress) };
  return { cuts: await readCuts(engine, jpeg, cuts.turned, cuts.list, progress) };
}, NICE);
