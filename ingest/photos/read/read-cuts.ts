import type { Turned } from './engine.ts';
import type { Recogniser } from './recogniser.ts';
import { openSource } from './source.ts';
import { exactPart } from './exact-part.ts';
import type { Grey } from './grey.ts';
import type { LineBox } from './strip.ts';

/** A line that another engine found, to be read here too; `exact` when it saw a number or an address in it. */
export type Cut = { box: LineBox; exact: boolean };

/** What was read of one cut: the surest text, and for numbers and addresses what cuts of other heights gave. */
export type CutReading = { text: string; confidence: number; others: string[] };

const HEIGHT = 56;
const OTHER_HEIGHTS = [44, 72] as const;
const BORDER = 10;
/** Under this a line is also read as light letters on dark. */
const SURE = 0.8;

/** Are letters lighter than what is around them? Ink covers less than half of a line. */
const looksLight = ({ data }: Grey): boolean => {
  const sorted = data.toSorted();
  const [low, middle, high] = [0.02, 0.5, 0.98].map(
    (share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0,
  );
  return (middle ?? 0) - (low ?? 0) < (high ?? 0) - (middle ?? 0);
};

/** Reads given lines one by one; answers stand in the order of `cuts`. */
export const readCuts = async (
  recogniser: Recogniser,
  jpeg: Uint8Array,
  turned: Turned,
  cuts: readonly Cut[],
  progress: (percent: number) => void,
): Promise<CutReading[]> => {
  const source = await openSource(jpeg, turned);
  const readings: CutReading[] = [];
  for (const [at, { box, exact }] of cuts.entries()) {
    progress(Math.round((100 * at) / cuts.length));
    const read = async (light: boolean, tall: number): Promise<{ text: string; confidence: number }> => {
      const strip = source.cut(box, light, tall, BORDER);
      return (strip && (await recogniser.line(strip))) ?? { text: '', confidence: 0 };
    };
    const bare = source.cut(box, false, 24, 0);
    const light = bare !== null && looksLight(bare);
    let best = await read(light, HEIGHT);
    let polarity = light;
    if (best.confidence < SURE) {
      const turnedOver = await read(!light, HEIGHT);
      if (turnedOver.confidence * turnedOver.text.length > 1.1 * best.confidence * best.text.length) {
        [best, polarity] = [turnedOver, !light];
      }
    }
    const others: string[] = [];
    if (exact || exactPart(best.text) !== null) {
      for (const tall of OTHER_HEIGHTS) others.push((await read(polarity, tall)).text);
    }
    readings.push({ text: best.text, confidence: best.confidence, others });
  }
  return readings;
};
