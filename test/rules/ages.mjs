// Says when a committed measurement is older than the code it measures. Prints only: an old figure is not a fault.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const folder = new URL('../../bench/results/', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const { name, commit, measures = [] } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  let changed;
  try {
    changed = git('diff', '--stat', commit, 'HEAD', '--', ...measures);
  } catch {
    changed = 'its commit is not in this history';
  }
  console.log(
    changed === ''
      ? `${name}: up to date`
      : `${name}: OLDER than the code it measures (${measures.join(', ')})`,
  );
}
