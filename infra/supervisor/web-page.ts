import { spawn } from 'node:child_process';
import { access, constants, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';

/** What the page is made of, from the root of the project. */
const SOURCES = [
  'viz',
  'game',
  'api/contract',
  'docs/words.md',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
];

const newest = async (file: string): Promise<number> => {
  const found = await stat(file).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = await readdir(file, { withFileTypes: true, recursive: true });
  const times = await Promise.all(
    inside
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).mtimeMs),
  );
  return Math.max(0, ...times);
};

/** True when `dist/web` is missing or older than a file it is made of. */
export const webPageIsStale = async (root: string): Promise<boolean> => {
  const built = (await stat(path.join(root, 'dist/web/index.html')).catch(() => null))?.mtimeMs ?? 0;
  if (built === 0) return true;
  const times = await Promise.all(SOURCES.map(async (source) => newest(path.join(root, source))));
  return Math.max(...times) > built;
};

/** False where another account installed Joka: the page it built is then the one to serve. */
export const mayBuildWebPage = async (root: string): Promise<boolean> =>
  access(root, constants.W_OK).then(
    () => true,
    () => false,
  );

/** Builds the page with Vite, in a process of its own so that its memory goes with it. @throws JokaError WEB_BUILD_FAILED. */
export const buildWebPage = async (root: string, env: Readonly<Record<string, string>>): Promise<void> => {
  const vite = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const output = await new Promise<{ code: number | null; text: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });
  if (output.code !== 0)
    throw new JokaError('WEB_BUILD_FAILED', {
      reason: output.text.trim().split('\n').slice(0, 6).join(' / '),
    });
};
