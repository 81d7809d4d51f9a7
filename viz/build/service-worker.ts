import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { build } from 'vite';

const ENTRY = fileURLToPath(new URL('../offline/service-worker.ts', import.meta.url));
/** Files whose name says their version need no revision beside it. */
const HASHED = /^assets\/.+-[\w-]{8,}\.\w+$/;
/** What only staff opens is not put on every player's phone. */
const STAFF = /^assets\/(lab|territory|operator|adviser|charts)[\w.-]*$/;

type Kept = { url: string; revision: string | null };

const versionOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 12);

/** Every file of the built page that a player's phone needs, in order of address. */
const filesOf = async (dir: string): Promise<Kept[]> => {
  const files = await readdir(dir, { recursive: true, withFileTypes: true });
  const names = files
    .filter((file) => file.isFile())
    .map((file) => path.relative(dir, path.join(file.parentPath, file.name)).split(path.sep).join('/'))
    .filter((name) => name !== 'sw.js' && !/(^|\/)\.|\.(br|gz)$/.test(name) && !STAFF.test(name))
    .toSorted();
  return Promise.all(
    names.map(async (name) => ({
      url: `/${name}`,
      revision: HASHED.test(name) ? null : versionOf(await readFile(path.join(dir, name))),
    })),
  );
};

/**
 * After the page is built: the service worker beside it as one plain file, with the list of the files to keep.
 * A second build of its own, because a worker that imports chunks does not run in every browser.
 */
export const buildServiceWorker = (): Plugin => ({
  name: 'joka-service-worker',
  apply: 'build',
  async writeBundle({ dir = 'dist' }) {
    const precache = await filesOf(dir);
    await build({
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      define: { __PRECACHE__: JSON.stringify(precache) },
      build: {
        outDir: dir,
        emptyOutDir: false,
        target: 'es2022',
        modulePreload: false,
        rolldownOptions: { input: ENTRY, output: { format: 'iife', entryFileNames: 'sw.js' } },
      },
    });
  },
});
