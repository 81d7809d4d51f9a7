const SIDE = 64;
const INK = '#16243d';
const SAFFRON = '#f0a81c';
const PALE = '#fffdf8';

export const ICONS = ['offer', 'photo', 'window', 'pile'] as const;
export type Icon = (typeof ICONS)[number];

/** Where each icon stands in the atlas, for an IconLayer. */
export const ICON_MAPPING = Object.fromEntries(
  ICONS.map((icon, i) => [
    icon,
    { x: i * SIDE, y: 0, width: SIDE, height: SIDE, anchorX: SIDE / 2, anchorY: SIDE / 2, mask: false },
  ]),
);

const diamond = (context: CanvasRenderingContext2D, cx: number, reach: number): void => {
  context.moveTo(cx, SIDE / 2 - reach);
  context.lineTo(cx + reach, SIDE / 2);
  context.lineTo(cx, SIDE / 2 + reach);
  context.lineTo(cx - reach, SIDE / 2);
  context.closePath();
};

let drawn: HTMLCanvasElement | null = null;

/** One picture of all marks: circle offer, diamond photographed window, hollow diamond window to photograph, pile. */
export const iconAtlas = (): HTMLCanvasElement => {
  if (drawn !== null) return drawn;
  const canvas = document.createElement('canvas');
  canvas.width = SIDE * ICONS.length;
  canvas.height = SIDE;
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.lineWidth = 5;
    context.lineJoin = 'round';
    context.strokeStyle = INK;
    for (const [i, icon] of ICONS.entries()) {
      const cx = i * SIDE + SIDE / 2;
      context.fillStyle = icon === 'window' || icon === 'pile' ? PALE : SAFFRON;
      context.setLineDash(icon === 'window' ? [9, 6] : []);
      context.beginPath();
      if (icon === 'offer') context.arc(cx, SIDE / 2, 21, 0, 2 * Math.PI);
      if (icon === 'photo' || icon === 'window') diamond(context, cx, 26);
      if (icon === 'pile') {
        for (const [dx, dy] of [
          [8, -8],
          [0, 0],
          [-8, 8],
        ] as const) {
          context.beginPath();
          context.roundRect(cx - 17 + dx, SIDE / 2 - 13 + dy, 34, 26, 6);
          context.fill();
          context.stroke();
        }
      } else {
        context.fill();
        context.stroke();
      }
    }
  }
  drawn = canvas;
  return canvas;
};
