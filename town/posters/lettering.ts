import type { Random } from '../random.ts';
import type { Point } from '../plan/projection.ts';
import { ACCENTS, GLYPHS } from './glyphs.ts';

/** How a text is written. Lengths in poster units. */
export type Hand = {
  /** Height of a capital. */
  size: number;
  /** Stroke width as a share of the capital's height. */
  weight: number;
  /** Horizontal stretch: 1 as drawn. */
  stretch: number;
  /** Lean to the right: horizontal shift per unit of height. */
  slant: number;
  /** How unsteady the writing is: 0 typed, 1 a quick hand. */
  unsteady: number;
};

/** One pen stroke as a line of points. */
export type Stroke = readonly Point[];

const SPACE = 5.5;
const GAP = 2.9;

const numbers = (text: string): number[] => (text.match(/-?\d*\.?\d+/g) ?? []).map(Number);

const curve = (from: Point, n: readonly number[]): Point[] => {
  const [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0] = n;
  return Array.from({ length: 8 }, (_, k) => {
    const t = (k + 1) / 8;
    const [p, q, r, s] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return { x: p * from.x + q * ax + r * bx + s * cx, y: p * from.y + q * ay + r * by + s * cy };
  });
};

const arc = (n: readonly number[]): Point[] => {
  const [cx = 0, cy = 0, rx = 0, ry = 0, from = 0, to = 0] = n;
  const steps = Math.max(6, Math.ceil(Math.abs(to - from) / 15));
  return Array.from({ length: steps + 1 }, (_, k) => {
    const a = ((from + ((to - from) * k) / steps) * Math.PI) / 180;
    return { x: cx + rx * Math.cos(a), y: cy + ry * Math.sin(a) };
  });
};

/** Turns a glyph's strokes into lines of points. */
export const flatten = (path: string): Point[][] => {
  const strokes: Point[][] = [];
  let current: Point[] = [];
  for (const [, letter, rest] of path.matchAll(/([MLCE])([^MLCE]*)/g)) {
    const n = numbers(rest ?? '');
    if (letter === 'M') {
      current = [{ x: n[0] ?? 0, y: n[1] ?? 0 }];
      strokes.push(current);
    } else if (letter === 'L') current.push({ x: n[0] ?? 0, y: n[1] ?? 0 });
    else if (letter === 'C') current.push(...curve(current.at(-1) ?? { x: 0, y: 0 }, n));
    else {
      if (current.length === 0) strokes.push(current);
      current.push(...arc(n));
    }
  }
  return strokes;
};

type Letter = { width: number; strokes: Point[][] };

const letterOf = (character: string): Letter | null => {
  const [base = '', ...marks] = character.normalize('NFD');
  const glyph = GLYPHS[base];
  if (glyph === undefined) return null;
  const [width, path] = glyph;
  const strokes = flatten(base === 'i' && marks.length > 0 ? 'M.5 4L.5 14' : path);
  for (const mark of marks) {
    const lift = base === base.toUpperCase() && mark !== '\u0327' ? 4 : 0;
    for (const line of flatten(ACCENTS[mark] ?? '')) {
      strokes.push(line.map((p) => ({ x: p.x + width / 2, y: p.y - lift })));
    }
  }
  return { width, strokes };
};

/** Width of a text in poster units. */
export const textWidth = (text: string, hand: Hand): number => {
  const scale = (hand.size / 14) * hand.stretch;
  const units = Array.from(text).reduce((sum, c) => sum + (letterOf(c)?.width ?? SPACE) + GAP, -GAP);
  return units * scale;
};

/**
 * Writes one line of text. `at` is the left end of the line at the capitals' top.
 * Characters without a glyph leave a space.
 */
export const writeLine = (text: string, at: Point, hand: Hand, random: Random): Stroke[] => {
  const scale = hand.size / 14;
  const strokes: Stroke[] = [];
  let x = 0;
  for (const character of text) {
    const letter = letterOf(character);
    const rise = hand.unsteady * random.normal() * 0.5;
    const turn = hand.unsteady * random.normal() * 0.05;
    const grow = 1 + hand.unsteady * random.normal() * 0.06;
    for (const line of letter?.strokes ?? []) {
      strokes.push(
        line.map((p) => {
          const [px, py] = [p.x * grow, (p.y - 14) * grow];
          const [gx, gy] = [px - py * turn - py * hand.slant, py + px * turn + 14 + rise];
          return { x: at.x + (x + gx) * scale * hand.stretch, y: at.y + gy * scale };
        }),
      );
    }
    x += (letter?.width ?? SPACE) + GAP + hand.unsteady * random.normal() * 0.4;
  }
  return strokes;
};
