import type { Grey } from '../grey.ts';
import type { Networks } from './runtime.ts';

/** Pixels: the height of lines that the network learnt. */
export const NEURAL_STRIP = 48;

/**
 * The letters of one line, 48 px high; empty when it holds none. `confidence` is the mean over the letters, 0 to 1.
 *
 * Best letter per column, repeats and blanks dropped (CTC). Its alphabet has hardly any accented letter.
 */
export const readStrip = async (
  { recognise, letters }: Networks,
  { width, height, data }: Grey,
): Promise<{ text: string; confidence: number }> => {
  const plane = width * height;
  const input = new Float32Array(3 * plane);
  for (let at = 0; at < plane; at += 1) {
    const value = (data[at] ?? 0) / 127.5 - 1;
    input[at] = value;
    input[plane + at] = value;
    input[2 * plane + at] = value;
  }
  const { data: out, dims } = await recognise.run(input, [1, 3, height, width]);
  const [, columns = 0, classes = 0] = dims;
  let [text, sum, count, last] = ['', 0, 0, 0];
  for (let column = 0; column < columns; column += 1) {
    let [best, value] = [0, -1];
    for (let at = column * classes, c = 0; c < classes; c += 1, at += 1) {
      const here = out[at] ?? 0;
      if (here > value) [best, value] = [c, here];
    }
    if (best !== 0 && best !== last) {
      text += letters[best - 1] ?? '';
      sum += value;
      count += 1;
    }
    last = best;
  }
  return { text: text.trim(), confidence: count === 0 ? 0 : sum / count };
};
