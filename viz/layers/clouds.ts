/** Colours of the clouds, red green blue 0-255, from their shade to their light. */
export type CloudColours = {
  shade: readonly [number, number, number];
  light: readonly [number, number, number];
};

const SIDE = 512;

/** A repeatable number in [0, 1) for a lattice point: the clouds are the same on every screen. */
const lattice = (x: number, y: number, octave: number): number => {
  let h = (x * 374_761_393 + y * 668_265_263 + octave * 1_274_126_177) | 0;
  h = Math.imul(h ^ (h >>> 13), 1_274_126_177);
  return ((h ^ (h >>> 16)) >>> 0) / 4_294_967_296;
};

const smooth = (t: number): number => t * t * (3 - 2 * t);

const noise = (x: number, y: number, period: number, octave: number): number => {
  const [x0, y0] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [smooth(x - x0), smooth(y - y0)];
  const at = (dx: number, dy: number) => lattice((x0 + dx) % period, (y0 + dy) % period, octave);
  const upper = at(0, 0) + (at(1, 0) - at(0, 0)) * fx;
  const lower = at(0, 1) + (at(1, 1) - at(0, 1)) * fx;
  return upper + (lower - upper) * fy;
};

/** A tile of clouds, 512 pixels square, that repeats without a seam: five octaves of noise, billowed into puffs. */
export const cloudTile = ({ shade, light }: CloudColours): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const picture = context.createImageData(SIDE, SIDE);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      let value = 0;
      for (let octave = 0; octave < 5; octave += 1) {
        const period = 6 << octave;
        const wave = noise((x / SIDE) * period, (y / SIDE) * period, period, octave);
        // The middle of the noise becomes the crest of a puff, its ends the shade between puffs.
        value += (1 - Math.abs(2 * wave - 1)) / 1.85 ** (octave + 1);
      }
      const bright = smooth(Math.min(1, Math.max(0, (value - 0.32) * 1.55)));
      const at = (y * SIDE + x) * 4;
      for (let c = 0; c < 3; c += 1) {
        const [from, to] = [shade[c] ?? 0, light[c] ?? 0];
        picture.data[at + c] = from + (to - from) * bright;
      }
      picture.data[at + 3] = 236 + 17 * bright;
    }
  }
  context.putImageData(picture, 0, 0);
  return canvas;
};
