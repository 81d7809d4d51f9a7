import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../imports.ts';

/** One installed package. `licence` is what its package.json says, or `unstated`. */
export type Dependency = { name: string; version: string; licence: string };

/** What packages that state their licence badly or not at all say in the text they ship, read by hand. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  arc: 'BSD-2-Clause', // "licenses" of an old form; LICENSE.md, with parts ported from GDAL under MIT
  unionfs: 'Unlicense', // LICENSE
  jstat: 'MIT', // LICENSE; "licenses" of an old form
  'png-js': 'MIT', // LICENSE
  'js-clipper': 'BSL-1.0', // "boost"
  'splaytree-ts': 'BSD-3-Clause', // written "BDS-3-Clause"
};

type Lock = {
  packages: Record<string, { version?: string; license?: string; optional?: boolean; dev?: boolean }>;
};

/**
 * What the lock file installs, once per name and version, sorted. Packages for other machines (optional, with an
 * operating system) are left out, so that the list is the same on every machine.
 */
export const dependencies = (): Dependency[] => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const found = new Map<string, Dependency>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.optional === true) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const version = entry.version ?? '';
    const file = join(ROOT, path, 'package.json');
    const own = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { license?: unknown }).license
      : undefined;
    const licence = READ_BY_HAND[name] ?? entry.license ?? (typeof own === 'string' ? own : 'unstated');
    found.set(`${name} ${version}`, { name, version, licence });
  }
  return [...found.values()].sort((a, b) =>
    a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1,
  );
};
