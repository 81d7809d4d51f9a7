import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../imports.ts';

type Result = {
  name: string;
  title: string;
  against: string;
  figures: Record<string, number | string>;
  machine: string;
  commit: string;
  date: string;
};

const section = (result: Result): string =>
  [
    `## ${result.title}`,
    '',
    `\`npm run bench -- ${result.name}\`, measured beside: ${result.against}.`,
    '',
    '| figure | value |',
    '| --- | ---: |',
    ...Object.entries(result.figures).map(([figure, value]) => `| ${figure} | ${value} |`),
    '',
    `${result.machine}; commit ${result.commit.slice(0, 10)}, ${result.date}.`,
    '',
  ].join('\n');

/** `docs/performance.md`: what `bench/results/*.json` measured, nothing else. */
export const performancePage = (): string => {
  const folder = join(ROOT, 'bench', 'results');
  const results = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Result);
  return [
    '# Performance',
    '',
    'Generated from `bench/results` by `npm run generate`. Every figure stands beside a peer or a physical limit',
    'measured in the same run: on a shared machine only the ratio says something.',
    '',
    ...results.map(section),
  ].join('\n');
};
