import type { PhotoLine } from '../../../game/photo.ts';
import type { Reading } from './engine.ts';
import { findLines } from './find-lines.ts';
import { greyOf, scaled, type Grey } from './grey.ts';
import type { Recognised, Recogniser } from './recogniser.ts';
import { cutStrip, pyramid, type LineBox } from './strip.ts';
import { union, worth } from './union.ts';

const FIND_SIDE = 1600;
const SCATTERED_SIDE = 2000;
const TURN_SIDE = 1200;
/** Sure letters under which an upright picture is tried the other ways round. */
const LITTLE = 12;
const TURNS = [0, 90, 180, 270] as const;

const upright = (box: LineBox, { width, height }: Grey): PhotoLine['box'] => {
  const [cos, sin] = [Math.abs(Math.cos(box.angle)), Math.abs(Math.sin(box.angle))];
  const w = Math.min(width, box.width * cos + box.height * sin);
  const h = Math.min(height, box.width * sin + box.height * cos);
  const x = Math.max(0, box.x - w / 2);
  const y = Math.max(0, box.y - h / 2);
  return {
    x: x / width,
    y: y / height,
    width: Math.min(w, width - x) / width,
    height: Math.min(h, height - y) / height,
  };
};

const asLine = ({ text, confidence, box }: Recognised, { width, height }: Grey): PhotoLine => ({
  text,
  confidence,
  angle: 0,
  box: {
    x: box.left / width,
    y: box.top / height,
    width: (box.right - box.left) / width,
    height: (box.bottom - box.top) / height,
  },
});

const byStrips = async (
  recogniser: Recogniser,
  grey: Grey,
  progress: (part: number) => void,
): Promise<PhotoLine[]> => {
  const small = await scaled(grey, FIND_SIDE);
  const factor = grey.width / small.width;
  const levels = pyramid(factor < 1 ? small : grey);
  const zoom = factor < 1 ? 1 : factor;
  const found = findLines(small);
  const lines: PhotoLine[] = [];
  for (const [at, line] of found.entries()) {
    progress(at / found.length);
    const box = {
      ...line,
      x: line.x * zoom,
      y: line.y * zoom,
      width: line.width * zoom,
      height: line.height * zoom,
    };
    const strip = cutStrip(levels, box, line.lightOnDark);
    const read = strip && (await recogniser.line(strip));
    if (read) {
      const angle = (line.angle * 180) / Math.PI;
      lines.push({ text: read.text, confidence: read.confidence, box: upright(line, small), angle });
    }
  }
  return lines;
};

const sureLetters = (lines: readonly PhotoLine[]): number =>
  lines.filter(({ confidence }) => confidence >= 0.6).reduce((sum, line) => sum + worth(line), 0);

/** The way round on which most sure letters are read, from small copies. */
const wayUp = async (recogniser: Recogniser, jpeg: Uint8Array): Promise<Reading['turned']> => {
  const scores: { turn: Reading['turned']; score: number }[] = [];
  for (const turn of TURNS) {
    const copy = await scaled(await greyOf(jpeg, turn), TURN_SIDE);
    const lines = (await recogniser.scattered(copy)).map((line) => asLine(line, copy));
    scores.push({ turn, score: sureLetters(lines) });
  }
  const best = scores.toSorted((a, b) => b.score - a.score)[0];
  return best && best.score > 2 * (scores[0]?.score ?? 0) && best.score > LITTLE / 2 ? best.turn : 0;
};

/**
 * Reads one admitted picture: lines found and cut straight, joined with a pass over the whole picture.
 *
 * Tried the other ways round only when little is read upright. Progress from 0 to 100.
 */
export const readPicture = async (
  recogniser: Recogniser,
  jpeg: Uint8Array,
  progress: (percent: number) => void,
): Promise<Omit<Reading, 'engine'>> => {
  const read = async (turned: Reading['turned'], from: number, to: number): Promise<PhotoLine[]> => {
    const grey = await greyOf(jpeg, turned);
    const tell = (part: number): void => progress(Math.round(from + (to - from) * part));
    tell(0);
    const strips = await byStrips(recogniser, grey, (part) => tell(part * 0.7));
    tell(0.7);
    const whole = await scaled(grey, SCATTERED_SIDE);
    const scattered = (await recogniser.scattered(whole)).map((line) => asLine(line, whole));
    return union([...strips, ...scattered]);
  };
  const { width, height } = await greyOf(jpeg);
  let lines = await read(0, 0, 90);
  let turned: Reading['turned'] = 0;
  if (sureLetters(lines) < LITTLE) {
    turned = await wayUp(recogniser, jpeg);
    if (turned !== 0) lines = await read(turned, 90, 100);
  }
  progress(100);
  return { width, height, turned, lines };
};
