import { JokaError } from '../../../game/errors.ts';
import type { MeasuredEngine } from './engine.ts';
import { exactPart } from './exact-part.ts';
import { fuseLine } from './fuse-line.ts';
import type { Neural } from './neural/neural.ts';
import type { Tesseract } from './tesseract.ts';
import { inReadingOrder, legible, withoutCut } from './union.ts';

/** Share of the time that the networks take; Tesseract takes the rest. */
const FIRST = 40;

/**
 * Both engines on one picture: the networks find and read the lines, Tesseract reads the same lines, and each line is
 * what both make of it. When the networks cannot be started, Tesseract reads alone.
 */
export const createFused = (
  neural: Neural,
  tesseract: Tesseract,
  onMissing?: (error: unknown) => void,
): MeasuredEngine => ({
  id: 'fused',
  async read(jpeg, file, progress) {
    const seen = await neural
      .readLines(jpeg, file, (percent) => progress?.(Math.round((percent * FIRST) / 100)))
      .catch((error: unknown) => {
        if (!(error instanceof JokaError) || error.code === 'PHOTO_BUSY') throw error;
        onMissing?.(error);
        return null;
      });
    if (seen === null) return tesseract.read(jpeg, file, progress);
    const list = seen.lines.map(({ cut, text }) => ({ box: cut, exact: exactPart(text) !== null }));
    const spelled = await tesseract.readCuts(jpeg, file, { turned: seen.turned, list }, (percent) =>
      progress?.(FIRST + Math.round((percent * (100 - FIRST)) / 100)),
    );
    const lines = seen.lines.map((line, at) => ({
      ...withoutCut(line),
      ...fuseLine(line, spelled[at] ?? { text: '', confidence: 0, others: [] }),
    }));
    return { ...seen, engine: 'fused', lines: inReadingOrder(lines.filter(legible)) };
  },
  pids: () => [...neural.pids(), ...tesseract.pids()],
  async close() {
    await Promise.all([neural.close(), tesseract.close()]);
  },
});
