import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { JokaError } from '../../game/errors.ts';
import { childEnvironment } from '../config.ts';
import { downloadBySdk } from './sdk-download.ts';

/** The server of this version is the one the flows are tested with. */
export const TEMPORAL_VERSION = 'v1.5.1';
const MODULE = `github.com/temporalio/cli/cmd/temporal@${TEMPORAL_VERSION}`;

/** Where a server built by Joka is kept; shared by all checkouts of a user. */
export const temporalCache = (): string => join(homedir(), '.cache', 'joka', `temporal-${TEMPORAL_VERSION}`);

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The program `temporal` on the PATH or built before, or null. */
export const findTemporal = async (): Promise<string | null> => {
  const folders = (childEnvironment()['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of [...folders, temporalCache()]) {
    const path = join(folder, 'temporal');
    if (await isProgram(path)) return path;
  }
  return null;
};

const goVersion = async (): Promise<string | null> => {
  try {
    return (await promisify(execFile)('go', ['version'])).stdout.trim();
  } catch {
    return null;
  }
};

const build = (folder: string, say: (line: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const go = spawn('go', ['install', '-ldflags=-s -w', MODULE], {
      env: childEnvironment({ GOBIN: folder }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let last = '';
    go.stderr.setEncoding('utf8').on('data', (text: string) => {
      last = text.trim().split('\n').at(-1) ?? last;
    });
    const began = performance.now();
    const timer = setInterval(
      () => say(`Still building (${Math.round((performance.now() - began) / 1000)} s)...`),
      30_000,
    );
    go.on('error', reject);
    go.on('close', (code) => {
      clearInterval(timer);
      if (code === 0) resolve();
      else reject(new Error(`go install ended with ${code}: ${last}`));
    });
  });

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The Temporal server's program: found, else built once with Go into a cache, which takes 3 to 4 minutes and says so,
 * else fetched once by the SDK.
 *
 * @param say gets a line for people whenever something takes time
 * @param download fetches the program into a folder and answers its path
 * @throws JokaError TEMPORAL_NO_SERVER with what was tried
 */
export const ensureTemporal = async (
  say: (line: string) => void,
  download: (folder: string) => Promise<string> = downloadBySdk,
): Promise<string> => {
  const found = await findTemporal();
  if (found !== null) return found;
  const go = await goVersion();
  const reasons = ['no program "temporal" on the PATH'];
  if (go === null) reasons.push('no Go to build it with');
  else {
    say(`Building Temporal ${TEMPORAL_VERSION} with ${go}, once: 3 to 4 minutes, about 250 MB...`);
    await mkdir(temporalCache(), { recursive: true });
    try {
      await build(temporalCache(), say);
      const built = join(temporalCache(), 'temporal');
      if (await isProgram(built)) return built;
      reasons.push('go install left no program');
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  say('Asking the Temporal SDK to download a server, once: about 100 MB...');
  try {
    return await download(join(temporalCache(), 'sdk'));
  } catch (error) {
    reasons.push(`the SDK's own download failed: ${reasonOf(error)}`);
  }
  throw new JokaError('TEMPORAL_NO_SERVER', { reasons: reasons.join('; ') });
};
