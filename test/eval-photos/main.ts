import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createChildGate } from '../../ingest/photos/gate/child-gate.ts';
import type { OcrEngine } from '../../ingest/photos/read/engine.ts';
import { createFused } from '../../ingest/photos/read/fused.ts';
import { neuralIsInstalled } from '../../ingest/photos/read/neural/installed.ts';
import { createNeural } from '../../ingest/photos/read/neural/neural.ts';
import { createTesseract } from '../../ingest/photos/read/tesseract.ts';
import { understand } from '../../ingest/photos/understand/understand.ts';
import { drawBoxes } from './draw-boxes.ts';
import { pictureOf, readTruth } from './folder.ts';
import { add, f1, fieldScore, judgeField, NOTHING, scoreOf, shares, type Score } from './score.ts';

const FIELDS = ['title', 'contract', 'phone', 'email'] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', multiple: true },
    boxes: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(
    'npm run eval:photos -- <folder> [--engine tesseract|neural|fused]… [--boxes <folder>] [--whole]\n' +
      'The folder holds pictures and ground-truth.json; see docs/eval-photos.md.',
  );
  process.exit(2);
}

const tesseract = createTesseract();
const neural = neuralIsInstalled() ? createNeural() : null;
const gate = createChildGate();
const all: OcrEngine[] = neural ? [tesseract, neural, createFused(neural, tesseract)] : [tesseract];
const engines = all.filter(({ id }) => values.engine?.includes(id) ?? true);
const boxes = values.boxes === undefined ? null : resolve(values.boxes);
const totals: Record<string, unknown> = { photos: 0 };

const truths = await readTruth(folder);
for (const engine of engines) {
  let words: Score = NOTHING;
  const fields = { title: fieldScore(), contract: fieldScore(), phone: fieldScore(), email: fieldScore() };
  const seconds: number[] = [];
  let vacancies = 0;
  for (const truth of truths) {
    const bytes = await pictureOf(folder, values.whole ? { ...truth, view_px: undefined } : truth);
    const { jpeg } = await gate.admit(bytes, truth.file);
    const start = performance.now();
    const reading = await engine.read(jpeg, truth.file);
    seconds.push((performance.now() - start) / 1000);
    const draft = understand(reading.lines);
    const score = scoreOf(truth.lines.join(' '), reading.lines.map(({ text }) => text).join(' '));
    words = add(words, score);
    if (draft.verdict === 'vacancy') vacancies += 1;
    for (const name of FIELDS) {
      const wanted = truth.fields?.[name];
      if (wanted !== undefined) judgeField(fields[name], wanted, draft[name]?.value ?? null);
    }
    console.log(
      `${engine.id} ${truth.file}: ${score.hit} of ${score.wanted} words, ${score.read} read; ${draft.verdict}; ` +
        FIELDS.map((name) => `${name} ${draft[name]?.value ?? '-'}`).join(', '),
    );
    if (boxes !== null) {
      await mkdir(join(boxes, engine.id), { recursive: true });
      await writeFile(
        join(boxes, engine.id, `${truth.file.replace(/\.\w+$/, '')}.jpg`),
        await drawBoxes(jpeg, reading),
      );
    }
  }
  totals['photos'] = truths.length;
  totals[engine.id] = {
    ...shares(words),
    ...Object.fromEntries(FIELDS.map((name) => [`${name}F1`, f1(fields[name])])),
    wrongPhones: fields.phone.wrong,
    takenForVacancies: vacancies,
    secondsMedian: Math.round((seconds.toSorted((a, b) => a - b)[seconds.length >> 1] ?? 0) * 100) / 100,
  };
}
await Promise.all([gate.close(), ...all.map((engine) => engine.close())]);
console.log(JSON.stringify(totals));
