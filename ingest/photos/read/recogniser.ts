import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { pgm, type Grey } from './grey.ts';

/** Text in a picture given to Tesseract; box in its pixels. `confidence` from 0 to 1. */
export type Recognised = {
  text: string;
  confidence: number;
  box: { left: number; top: number; right: number; bottom: number };
};

/** Tesseract with French, from files alone. One job at a time. */
export type Recogniser = {
  /** The picture is one line. */
  line(strip: Grey): Promise<Recognised | null>;
  /** Text scattered anywhere, in no order. */
  scattered(grey: Grey): Promise<Recognised[]>;
};

/** The LSTM-only French data inside its npm package; the package's own `langPath` names the big legacy one. */
const languagePath = (): string => {
  const data = createRequire(import.meta.url).resolve('@tesseract.js-data/fra/package.json');
  return join(dirname(data), '4.0.0_best_int');
};

const WORD_FLOOR = 25;

/** Starts the engine: about a quarter of a second, nothing fetched, nothing cached on disk. */
export const startRecogniser = async (): Promise<Recogniser> => {
  const worker: Worker = await createWorker('fra', OEM.LSTM_ONLY, {
    langPath: languagePath(),
    cacheMethod: 'none',
    gzip: true,
    // without a handler the library throws outside any catch, and the process ends
    errorHandler: () => undefined,
  });
  let mode: PSM | null = null;
  const recognise = async (grey: Grey, psm: PSM): Promise<Recognised[]> => {
    if (mode !== psm) {
      await worker.setParameters({ tessedit_pageseg_mode: psm, user_defined_dpi: '150' });
      mode = psm;
    }
    const { data } = await worker.recognize(pgm(grey), {}, { text: false, blocks: true });
    return (data.blocks ?? [])
      .flatMap((block) => block.paragraphs)
      .flatMap((paragraph) => paragraph.lines)
      .flatMap((line) => {
        const words = line.words.filter((word) => word.confidence >= WORD_FLOOR && word.text.trim() !== '');
        const letters = words.reduce((n, word) => n + word.text.length, 0);
        if (letters === 0) return [];
        const sure = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters;
        const { x0, y0, x1, y1 } = line.bbox;
        return [
          {
            text: words.map((word) => word.text).join(' '),
            confidence: sure / 100,
            box: { left: x0, top: y0, right: x1, bottom: y1 },
          },
        ];
      });
  };
  return {
    async line(strip) {
      const found = await recognise(strip, PSM.SINGLE_LINE);
      return found.toSorted((a, b) => b.text.length * b.confidence - a.text.length * a.confidence)[0] ?? null;
    },
    scattered: (grey) => recognise(grey, PSM.SPARSE_TEXT),
  };
};
