import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED } from './generated.ts';
import { ROOT } from './imports.ts';

for (const [file, make] of Object.entries(GENERATED)) {
  writeFileSync(join(ROOT, file), make());
  console.log(`wrote ${file}`);
}
