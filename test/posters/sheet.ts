import sharp from 'sharp';
import type { Random } from '../../town/random.ts';
import { openFont, type Font, type Typeface } from './fonts.ts';

/** A sheet of paper in pixels: A4 upright. */
export const SHEET = { width: 1240, height: 1754 } as const;
/** RGB pixels of a sheet, and the middle of each line's height (pixels). */
export type Sheet = { width: number; height: number; rgb: Buffer; rows: number[] };

const MARGIN = 90;
const COLOURS = [
  ['#fdfcf7', '#1b1b1b'],
  ['#ffffff', '#101060'],
  ['#fff3b0', '#20120a'],
  ['#fafafa', '#a01010'],
  ['#1d3557', '#f1faee'],
  ['#2b2b2b', '#ffd166'],
  ['#e8f4ea', '#123d20'],
] as const;

const widthAt = (font: Font, text: string, size: number): number =>
  (font.layout(text).positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) * size) / font.unitsPerEm;

const outline = (font: Font, text: string, size: number, x: number, y: number): string => {
  const { glyphs, positions } = font.layout(text);
  const scale = size / font.unitsPerEm;
  let pen = 0;
  return glyphs
    .map((glyph, at) => {
      const moved = `<path transform="translate(${x + pen * scale} ${y}) scale(${scale} ${-scale})" d="${glyph.path.toSVG()}"/>`;
      pen += positions[at]?.xAdvance ?? glyph.advanceWidth;
      return moved;
    })
    .join('');
};

/** An ad set on paper: each line as large as its width and the sheet allow, the trade's line the largest. */
export const setSheet = async (lines: readonly string[], face: Typeface, random: Random): Promise<Sheet> => {
  const font = openFont(face);
  const [paper, ink] = random.pick(COLOURS);
  const wanted = lines.map((_, at) => (at < 3 ? random.between(110, 160) : random.between(62, 90)));
  const sizes = lines.map((line, at) => {
    const size = wanted[at] ?? 70;
    return Math.min(size, (size * (SHEET.width - 2 * MARGIN)) / widthAt(font, line, size));
  });
  const used = sizes.reduce((sum, size) => sum + size, 0);
  const gap = Math.min(110, (SHEET.height - 2 * MARGIN - used) / lines.length);
  const shrink = gap < 12 ? (SHEET.height - 2 * MARGIN) / (used + 12 * lines.length) : 1;
  const left = random.chance(0.3);
  let y = MARGIN;
  const rows: number[] = [];
  const drawn = lines.map((line, at) => {
    const size = (sizes[at] ?? 70) * shrink;
    const x = left ? MARGIN : (SHEET.width - widthAt(font, line, size)) / 2;
    rows.push(y + size * 0.55);
    const path = outline(font, line, size, x, y + size * 0.9);
    y += size + Math.max(12, gap) * shrink;
    return path;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET.width}" height="${SHEET.height}">
    <rect width="100%" height="100%" fill="${paper}"/><g fill="${ink}">${drawn.join('')}</g></svg>`;
  const rgb = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  return { ...SHEET, rgb, rows };
};
