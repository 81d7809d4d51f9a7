import type { Point } from '../plan/projection.ts';
import type { Random } from '../random.ts';
import { createCamera } from './camera.ts';
import type { Camera } from './camera.ts';
import { textWidth, writeLine } from './lettering.ts';
import type { Hand, Stroke } from './lettering.ts';
import type { Poster } from './poster.ts';

/** Size of a drawn photo in pixels: a phone held upright. */
export const PICTURE = { width: 1200, height: 1600 } as const;
const SHEET = { width: 1000, height: 1380 } as const;
const MARGIN = 80;

const HANDS: Readonly<Record<Poster['style']['hand'], Omit<Hand, 'size'>>> = {
  bold: { weight: 0.17, stretch: 0.92, slant: 0, unsteady: 0 },
  typed: { weight: 0.11, stretch: 0.95, slant: 0, unsteady: 0 },
  handwritten: { weight: 0.1, stretch: 0.9, slant: 0.12, unsteady: 0.55 },
};

const round = (n: number): string => (Math.round(n * 10) / 10).toString();
const pathOf = (points: readonly Point[]): string =>
  `M${points.map((p) => `${round(p.x)} ${round(p.y)}`).join('L')}`;
const polygon = (points: readonly Point[], fill: string, opacity = 1): string =>
  `<path d="${pathOf(points)}Z" fill="${fill}" fill-opacity="${opacity}"/>`;

type Written = { strokes: Stroke[]; thick: number };

/** Sets the lines one under the other, each as large as its width allows. */
const setLines = (poster: Poster, random: Random): Written[] => {
  const hand = HANDS[poster.style.hand];
  const wanted = poster.lines.map((_, i) => (i === 1 ? 120 : i === 0 ? 84 : i === 2 ? 68 : 46));
  const sizes = poster.lines.map((line, i) => {
    const size = wanted[i] ?? 46;
    return Math.min(size, (size * (SHEET.width - 2 * MARGIN)) / textWidth(line, { ...hand, size }));
  });
  const used = sizes.reduce((sum, s) => sum + s, 0);
  const gap = Math.min(96, (SHEET.height - 2 * MARGIN - used) / sizes.length);
  let y = MARGIN + 10;
  return poster.lines.map((line, i) => {
    const size = sizes[i] ?? 46;
    const weight = i < 2 ? hand.weight : hand.weight * 0.82;
    const written = { ...hand, size, weight };
    const wide = textWidth(line, written);
    const x = poster.style.hand === 'handwritten' ? MARGIN + random.between(0, 30) : (SHEET.width - wide) / 2;
    const strokes = writeLine(line, { x, y }, written, random);
    y += size + gap;
    return { strokes, thick: size * weight };
  });
};

/** The window behind the sheet: frame, glass, a shelf's blurred things, the street's reflection. */
const backdrop = (random: Random): string => {
  const { width, height } = PICTURE;
  const frame = random.pick(['#3d4a44', '#5a2f2a', '#2d3a52', '#4a4038']);
  const things = Array.from({ length: 9 }, () => {
    const [x, y] = [random.between(0, width), random.between(height * 0.55, height * 0.95)];
    const colour = random.pick(['#a56b3f', '#7d8b6a', '#b89d62', '#8a5a66', '#6b7f95']);
    return `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(random.between(50, 120))}" ry="${round(random.between(30, 90))}" fill="${colour}" fill-opacity="0.55"/>`;
  });
  return [
    `<rect width="${width}" height="${height}" fill="${frame}"/>`,
    `<rect x="36" y="36" width="${width - 72}" height="${height - 72}" fill="url(#glass)"/>`,
    ...things,
  ].join('');
};

const reflections = (random: Random): string =>
  Array.from({ length: 2 }, () => {
    const x = random.between(-200, PICTURE.width);
    const wide = random.between(60, 160);
    const lean = random.between(200, 420);
    const corners = [
      { x, y: 0 },
      { x: x + wide, y: 0 },
      { x: x + wide - lean, y: PICTURE.height },
      { x: x - lean, y: PICTURE.height },
    ];
    return polygon(corners, '#ffffff', 0.09);
  }).join('');

const tapes = (camera: Camera): string =>
  [40, SHEET.width - 40]
    .map((x) => {
      const corners = [
        { x: x - 55, y: -22 },
        { x: x + 55, y: -30 },
        { x: x + 57, y: 18 },
        { x: x - 53, y: 26 },
      ];
      return polygon(corners.map(camera), '#e8dfc4', 0.8);
    })
    .join('');

/**
 * Draws a poster in its window as SVG, without any font: letters are strokes seen through the camera.
 * Same poster and stream, same text. Blur and grain are the renderer's.
 */
export const drawPoster = (poster: Poster, random: Random): string => {
  const camera = createCamera(SHEET, PICTURE, 0.76, poster.style.stance, random.fork('camera'));
  const sheet = [
    { x: 0, y: 0 },
    { x: SHEET.width, y: 0 },
    { x: SHEET.width, y: SHEET.height },
    { x: 0, y: SHEET.height },
  ];
  const scale = (PICTURE.width * 0.76) / SHEET.width;
  const shadow = sheet.map((p) => camera({ x: p.x + 14, y: p.y + 18 }));
  const text = setLines(poster, random.fork('hand'))
    .map(({ strokes, thick }) => {
      const d = strokes.map((s) => pathOf(s.map(camera))).join('');
      return `<path d="${d}" stroke-width="${round(thick * scale)}"/>`;
    })
    .join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}">`,
    '<defs><linearGradient id="glass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#6f7f86"/><stop offset="1" stop-color="#2f3a40"/></linearGradient></defs>',
    backdrop(random.fork('window')),
    polygon(shadow, '#000000', 0.25),
    polygon(sheet.map(camera), poster.style.paper),
    `<g fill="none" stroke="${poster.style.ink}" stroke-linecap="round" stroke-linejoin="round">${text}</g>`,
    tapes(camera),
    reflections(random.fork('glass')),
    '</svg>',
  ].join('');
};
