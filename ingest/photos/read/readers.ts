import type { EngineOptions, MeasuredEngine } from './engine.ts';
import { createFused } from './fused.ts';
import { neuralIsInstalled } from './neural/installed.ts';
import { createNeural } from './neural/neural.ts';
import { createTesseract } from './tesseract.ts';

/** `auto`: both engines where the neural one is installed; `tesseract`: that one alone, for small machines. */
export type OcrChoice = 'auto' | 'tesseract';

/** The engine that a choice means on this machine; `onMissing` hears why the neural engine did not read. */
export const openReader = (
  choice: OcrChoice,
  options: EngineOptions & { onMissing?: (error: unknown) => void } = {},
): MeasuredEngine => {
  const { onMissing, ...limits } = options;
  const tesseract = createTesseract(limits);
  if (choice === 'tesseract' || !neuralIsInstalled()) return tesseract;
  return createFused(createNeural(limits), tesseract, onMissing);
};
