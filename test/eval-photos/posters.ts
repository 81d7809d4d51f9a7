import { parseArgs } from 'node:util';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createChildGate } from '../../ingest/photos/gate/child-gate.ts';
import { createFused } from '../../ingest/photos/read/fused.ts';
import { createNeural } from '../../ingest/photos/read/neural/neural.ts';
import { createTesseract } from '../../ingest/photos/read/tesseract.ts';
import { understand } from '../../ingest/photos/understand/understand.ts';
import type { Stance } from '../posters/photograph.ts';
import { photographOf, posterOf, SET_SIZES, type PosterSet } from '../posters/sets.ts';
import { drawBoxes } from './draw-boxes.ts';
import { add, f1, fieldScore, judgeField, NOTHING, scoreOf, shares } from './score.ts';

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'tuned' },
    stance: { type: 'string', default: 'hard' },
    engine: { type: 'string', default: 'fused' },
    from: { type: 'string', default: '0' },
    count: { type: 'string' },
    side: { type: 'string', default: '2400' },
    quiet: { type: 'boolean', default: false },
    boxes: { type: 'string' },
    log: { type: 'string' },
  },
});
const set = values.set as PosterSet;
const stance = values.stance as Stance;
const from = Number(values.from);
const to = Math.min(SET_SIZES[set], from + Number(values.count ?? SET_SIZES[set]));
const side = Number(values.side);
const frame = { width: Math.round(side * 0.75), height: side };

const tesseract = createTesseract();
const neural = createNeural();
const fused = createFused(neural, tesseract);
const engine = [tesseract, neural, fused].find(({ id }) => id === values.engine) ?? fused;
const gate = createChildGate();
const fields = { title: fieldScore(), contract: fieldScore(), phone: fieldScore(), email: fieldScore() };
const FIELDS = ['title', 'contract', 'phone', 'email'] as const;
let words = NOTHING;
let [handwritten, vacancies, kilobytes] = [0, 0, 0];
const seconds: number[] = [];
const wrongPhones: string[] = [];
for (let number = from; number < to; number += 1) {
  const poster = posterOf(set, number, stance);
  const photo = await photographOf(poster, frame);
  kilobytes += photo.length / 1000;
  const { jpeg } = await gate.admit(photo, poster.name);
  const start = performance.now();
  const reading = await engine.read(jpeg, poster.name);
  seconds.push((performance.now() - start) / 1000);
  const draft = understand(reading.lines);
  const text = reading.lines.map((line) => line.text).join(' ');
  const score = scoreOf(poster.ad.lines.join(' '), text);
  words = add(words, score);
  if (draft.handwritten) handwritten += 1;
  if (draft.verdict === 'vacancy') vacancies += 1;
  for (const name of FIELDS) judgeField(fields[name], poster.ad[name], draft[name]?.value ?? null);
  const phone = draft.phone?.value ?? null;
  if (phone !== null && phone !== poster.ad.phone) wrongPhones.push(`${poster.name}: ${phone}`);
  const missed = FIELDS.filter((name) => (draft[name]?.value ?? null) !== poster.ad[name]);
  if (!values.quiet) {
    console.log(
      `${poster.name} ${poster.face.family}: ${score.hit}/${score.wanted} words, ${score.read} read, ${draft.verdict}`,
    );
    for (const name of missed) console.log(`  ${name}: ${poster.ad[name]} -> ${draft[name]?.value ?? null}`);
    if (score.hit < score.wanted || missed.length > 0) {
      console.log(`  W ${poster.ad.lines.join(' | ')}`);
      console.log(
        `  R ${reading.lines.map((l) => `${l.text} (${Math.round(l.confidence * 100)})`).join(' | ')}`,
      );
    }
  }
  if (values.boxes !== undefined) {
    await mkdir(resolve(values.boxes), { recursive: true });
    await writeFile(
      join(resolve(values.boxes), `${poster.name.replaceAll('/', '-')}.jpg`),
      await drawBoxes(jpeg, reading),
    );
  }
}
await Promise.all([gate.close(), fused.close()]);
const line = {
  set,
  stance,
  engine: engine.id,
  posters: to - from,
  frame: `${frame.width}x${frame.height}`,
  kilobytesMean: Math.round(kilobytes / Math.max(1, to - from)),
  ...shares(words),
  words,
  ...Object.fromEntries(FIELDS.map((name) => [`${name}F1`, f1(fields[name])])),
  fields,
  wrongPhones,
  readAsVacancy: vacancies,
  markedHandwritten: handwritten,
  secondsMedian: Math.round((seconds.toSorted((a, b) => a - b)[seconds.length >> 1] ?? 0) * 100) / 100,
};
if (values.log !== undefined)
  await appendFile(resolve(values.log), `${JSON.stringify({ from, to, ...line })}\n`);
console.log(JSON.stringify(line));
