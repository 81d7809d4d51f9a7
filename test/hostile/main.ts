import { createChildGate } from '../../ingest/photos/gate/child-gate.ts';
import { openReader } from '../../ingest/photos/read/readers.ts';
import { understand } from '../../ingest/photos/understand/understand.ts';
import { JokaError } from '../../game/errors.ts';
import { hostileFile } from './files.ts';

const COUNT = Number(process.argv[2] ?? 300);
const gate = createChildGate();
const reader = openReader('auto');
const codes: Record<string, number> = {};
const wrong: string[] = [];
let slowest = 0;
const note = (code: string): void => {
  codes[code] = (codes[code] ?? 0) + 1;
};
for (let number = 0; number < COUNT; number += 1) {
  const { name, bytes } = await hostileFile(number);
  const start = performance.now();
  try {
    const { jpeg } = await gate.admit(bytes, name);
    const { verdict } = understand((await reader.read(jpeg, name)).lines);
    if (verdict === 'vacancy') wrong.push(`${name}: taken for a vacancy`);
    else note(`admitted, written anew, ${verdict}: PHOTO_NOT_A_VACANCY`);
  } catch (error) {
    if (!(error instanceof JokaError)) wrong.push(`${name}: ${String(error)}`);
    else if (error.code === 'PHOTO_KILLED_READER' || error.spec.kind === 'transient')
      wrong.push(`${name}: ${error.code}`);
    else note(error.code);
  }
  slowest = Math.max(slowest, (performance.now() - start) / 1000);
}
await Promise.all([gate.close(), reader.close()]);
for (const line of wrong) console.error(line);
console.log(
  JSON.stringify({ files: COUNT, wrong: wrong.length, slowestSeconds: Math.round(slowest * 10) / 10, codes }),
);
if (wrong.length > 0) process.exitCode = 1;
