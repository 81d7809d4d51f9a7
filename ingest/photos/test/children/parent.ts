import { readFileSync } from 'node:fs';
import { createTesseract } from '../../read/tesseract.ts';

// A process that reads a picture without end, to be killed; says so on its output with each reading.
const [file = ''] = process.argv.slice(2);
const engine = createTesseract();
const jpeg = readFileSync(file);
for (;;) {
  await engine.read(jpeg, 'again');
  process.stdout.write('read\n');
}
