import { randomBytes } from 'node:crypto';
import { chmod, chown, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';
import { runProgram } from './programs.ts';

/** The superuser of the embedded cluster. */
export const SUPERUSER = 'joka';

/** The random password, made by whoever comes first; its file is complete from the moment it exists. */
export const clusterPassword = async (place: Place): Promise<string> => {
  const temporary = `${place.passwordFile}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    return (await readFile(place.passwordFile, 'utf8')).trim();
  } catch {
    await writeFile(temporary, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    await link(temporary, place.passwordFile).catch(() => undefined);
    await rm(temporary, { force: true });
    return (await readFile(place.passwordFile, 'utf8')).trim();
  }
};

const give = async (file: string, place: Place): Promise<void> => {
  if (place.account !== null) await chown(file, place.account.uid, place.account.gid);
};

const dataVersion = async (data: string): Promise<string | null> =>
  readFile(path.join(data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

const initialise = async (binaries: Binaries, place: Place, password: string): Promise<void> => {
  const work = path.join(place.root, `.init-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(work, { mode: 0o700 });
  await give(work, place);
  try {
    const passwordFile = path.join(work, 'password');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    await give(passwordFile, place);
    const data = path.join(work, 'data');
    const { code, output } = await runProgram(binaries, place, 'initdb', [
      `--pgdata=${data}`,
      '--encoding=UTF8',
      '--locale=C',
      '--auth=scram-sha-256',
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
    ]);
    if (code !== 0 && output.includes('could not look up effective user ID'))
      throw new JokaError('DB_EMBEDDED_ACCOUNT', { uid: process.getuid?.() ?? '?' });
    if (code !== 0)
      throw new JokaError('DB_EMBEDDED_START', { reason: `initdb said: ${output.trim()}`, log: place.log });
    await chmod(data, 0o700);
    // The first one wins: renaming onto a directory that is not empty fails.
    await rename(data, place.data).catch(async (error: unknown) => {
      if ((await dataVersion(place.data)) === null) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
};

/**
 * Makes the data directory when there is none. Simultaneous callers end with one cluster and one password.
 * @throws JokaError DB_EMBEDDED_VERSION when it belongs to another major version, DB_EMBEDDED_START.
 */
export const prepareCluster = async (binaries: Binaries, place: Place): Promise<string> => {
  const password = await clusterPassword(place);
  if ((await dataVersion(place.data)) === null) {
    const found = await stat(place.data).catch(() => null);
    if (found !== null)
      throw new JokaError('DB_EMBEDDED_PLACE', {
        place: place.data,
        reason: 'it exists and is not a PostgreSQL data directory',
      });
    await initialise(binaries, place, password);
  }
  const found = (await dataVersion(place.data)) ?? 'unknown';
  if (found !== binaries.major)
    throw new JokaError('DB_EMBEDDED_VERSION', { place: place.data, found, expected: binaries.major });
  return password;
};
