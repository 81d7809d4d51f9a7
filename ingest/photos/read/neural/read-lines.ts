import type { ReadLine, Turned } from '../engine.ts';
import { openSource, type Source } from '../source.ts';
import type { LineBox } from '../strip.ts';
import { upright } from '../upright.ts';
import { findBoxes, type FoundBox } from './find-boxes.ts';
import type { SeenLines } from './neural.ts';
import { NEURAL_STRIP, readStrip } from './read-strip.ts';
import type { Networks } from './runtime.ts';

type Read = { text: string; confidence: number };

/** Lines on which the way up is tried. */
const TRIED = 5;
/** Under this mean an upright picture is tried the other way up. */
const READS_WELL = 0.75;

/** A line read surer than this is not cut again. */
const SURE = 0.9;
const TALLER = 1.25;

const standing = ({ angle }: LineBox): boolean => Math.abs(angle) > Math.PI / 4;

const readBox = async (nets: Networks, source: Source, box: LineBox): Promise<Read> => {
  const strip = source.cut(box, false, NEURAL_STRIP, 0);
  return strip ? readStrip(nets, strip) : { text: '', confidence: 0 };
};

/** A line that is not surely read is cut again, taller; the surer cut stays. */
const readSurely = async (nets: Networks, source: Source, box: LineBox): Promise<Read & { cut: LineBox }> => {
  const first = { ...(await readBox(nets, source, box)), cut: box };
  if (first.confidence >= SURE) return first;
  const cut = { ...box, height: TALLER * box.height, width: box.width + (TALLER - 1) * box.height };
  const second = { ...(await readBox(nets, source, cut)), cut };
  return second.confidence > first.confidence ? second : first;
};

/** How well the longest lines read on this way up: sure letters of five lines. */
const score = async (nets: Networks, source: Source, boxes: readonly FoundBox[]): Promise<number> => {
  let sum = 0;
  for (const box of boxes.filter((one) => !standing(one)).slice(0, TRIED)) {
    const { text, confidence } = await readBox(nets, source, box);
    sum += confidence >= 0.6 ? confidence * Math.min(text.length, 20) : 0;
  }
  return sum;
};

/** The ways up worth trying, the present one first: sideways when most lines stand, upside down when few read well. */
const waysUp = (boxes: readonly FoundBox[]): Turned[] => {
  const length = (some: readonly FoundBox[]): number => some.reduce((sum, { width }) => sum + width, 0);
  const tall = boxes.filter((box) => standing(box) && box.width > 1.5 * box.height);
  return length(tall) > 0.5 * length(boxes) ? [0, 90, 270] : [0, 180];
};

/**
 * Finds and reads the lines of one picture, whatever way up it was taken. Progress from 0 to 100.
 *
 * Lines are found on a small copy and cut from the picture itself.
 */
export const readLines = async (
  nets: Networks,
  jpeg: Uint8Array,
  progress: (percent: number) => void,
): Promise<SeenLines> => {
  let source = await openSource(jpeg, 0);
  const { width, height } = source;
  let boxes = await findBoxes(nets.detect, jpeg, 0);
  let turned: Turned = 0;
  progress(40);
  const level = boxes.filter((box) => !standing(box)).slice(0, TRIED);
  const heard = await Promise.all(level.map((box) => readBox(nets, source, box)));
  const mean = heard.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, heard.length);
  if (boxes.length > 0 && (mean < READS_WELL || waysUp(boxes)[1] === 90)) {
    let best = await score(nets, source, boxes);
    for (const turn of waysUp(boxes).slice(1)) {
      const other = { source: await openSource(jpeg, turn), boxes: await findBoxes(nets.detect, jpeg, turn) };
      const reached = await score(nets, other.source, other.boxes);
      if (reached <= 1.3 * best) continue;
      [best, turned, source, boxes] = [reached, turn, other.source, other.boxes];
    }
  }
  const lines: ReadLine[] = [];
  for (const [at, box] of boxes.entries()) {
    const { text, confidence, cut } = await readSurely(nets, source, box);
    lines.push({ text, confidence, box: upright(cut, source), angle: (cut.angle * 180) / Math.PI, cut });
    progress(50 + Math.round((50 * at) / boxes.length));
  }
  return { width, height, turned, lines };
};
