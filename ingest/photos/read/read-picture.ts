import type { PhotoLine } from '../../../game/photo.ts';
import type { Reading } from './engine.ts';
import { findLines } from './find-lines.ts';
import { greyOf, scaled, type Grey } from './grey.ts';
import type { Recognised, Recogniser } from './recogniser.ts';
import { secondLook, type CutLine } from './second-look.ts';
import { cutStrip, pyramid } from './strip.ts';
import { union, worth } from './union.ts';
import { upright } from './upright.ts';

const FIND_SIDE = 1600;
const SCATTERED_SIDE = 2000;
const TURN_SIDE = 1200;
/** Sure letters under which an upright picture is tried the other ways round. */
const LITTLE = 12;
const TURNS = [0, 90, 180, 270] as const;

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

/** A line's box in pixels of `grey`, with a margin, for lines that were found upright. */
const cutOf = ({ box }: PhotoLine, { width, height }: Grey): CutLine['cut'] => {
  const tall = box.height * height;
  return {
    x: (box.x + box.width / 2) * width,
    y: (box.y + box.height / 2) * height,
    width: box.width * width + 0.7 * tall,
    height: 1.4 * tall,
    angle: 0,
  };
};

/** The picture that strips are cut from: never smaller than the one lines are found on, and halved as needed. */
type Source = { small: Grey; levels: Grey[]; zoom: number };

const sourceOf = async (grey: Grey): Promise<Source> => {
  const small = await scaled(grey, FIND_SIDE);
  const zoom = Math.max(1, grey.width / small.width);
  return { small, zoom, levels: pyramid(zoom > 1 ? grey : small) };
};

const byStrips = async (
  recogniser: Recogniser,
  { small, levels, zoom }: Source,
  progress: (part: number) => void,
): Promise<CutLine[]> => {
  const found = findLines(small);
  const lines: CutLine[] = [];
  for (const [at, { lightOnDark, letters: _, ...line }] of found.entries()) {
    progress(at / found.length);
    const cut = {
      ...line,
      x: line.x * zoom,
      y: line.y * zoom,
      width: line.width * zoom,
      height: line.height * zoom,
    };
    const strip = cutStrip(levels, cut, lightOnDark);
    const read = strip && (await recogniser.line(strip));
    if (!read) continue;
    const { text, confidence } = read;
    const angle = (line.angle * 180) / Math.PI;
    lines.push({ text, confidence, box: upright(line, small), angle, cut, lightOnDark });
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
    const source = await sourceOf(grey);
    const strips = await byStrips(recogniser, source, (part) => tell(part * 0.7));
    tell(0.7);
    const whole = await scaled(grey, SCATTERED_SIDE);
    const scattered = (await recogniser.scattered(whole)).map((found): CutLine => {
      const line = asLine(found, whole);
      const [full = whole] = source.levels;
      return { ...line, cut: cutOf(line, full), lightOnDark: false };
    });
    return secondLook(recogniser, source.levels, union([...strips, ...scattered]));
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
