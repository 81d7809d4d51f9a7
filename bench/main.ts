import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Bench } from './bench.ts';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));

const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

const name = process.argv[2];
if (name === undefined || !existsSync(new URL(`${name}.bench.ts`, folder))) {
  console.error(`Which bench? One of: ${names.join(', ')}`);
  process.exit(2);
}

const { bench } = (await import(`./${name}.bench.ts`)) as { bench: Bench };
const figures = await bench.run();
const result = {
  name,
  title: bench.title,
  against: bench.against,
  figures,
  measures: bench.measures,
  machine: machine(),
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
};
writeFileSync(new URL(`results/${name}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result));
