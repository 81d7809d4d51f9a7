import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';

/** Account a server runs as when Joka itself runs as root, which PostgreSQL refuses. */
export type Account = { uid: number; gid: number };

/** Where the embedded server of one JOKA_HOME lives. */
export type Place = {
  /** Kept in JOKA_HOME, readable by its owner only. */
  passwordFile: string;
  /** Binaries, data, socket and log. Outside JOKA_HOME when `account` cannot reach it. */
  root: string;
  data: string;
  log: string;
  /** Short enough for a socket's path. */
  sockets: string;
  /** Null: as ourselves. */
  account: Account | null;
};

/** A socket's path may not exceed 107 bytes on Linux, 103 on macOS. */
const SOCKET_PATH_LIMIT = 90;
/** The longest name PostgreSQL gives a socket. */
const SOCKET_NAME = '/.s.PGSQL.65535.lock';

/** In a place outside JOKA_HOME: the JOKA_HOME it belongs to. */
const OWNER = 'home';

const isRoot = (): boolean => process.getuid?.() === 0;

const nobody = async (): Promise<Account> => {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const [, uid, gid] = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(passwd) ?? [];
  return { uid: Number(uid ?? 65_534) >>> 0, gid: Number(gid ?? 65_534) >>> 0 };
};

/** True when any account may pass through every directory from the root of the disk to this one. */
export const reachableByAll = async (directory: string): Promise<boolean> => {
  for (let at = directory; ; at = path.dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
};

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

const makeOwned = async (directory: string, mode: number, owner: Account | null): Promise<void> => {
  await mkdir(directory, { recursive: true });
  const found = await lstat(directory);
  const wanted = owner?.uid ?? process.getuid?.() ?? found.uid;
  if (!found.isDirectory() || (found.uid !== wanted && !isRoot()))
    throw new JokaError('DB_EMBEDDED_PLACE', { place: directory, reason: 'it belongs to somebody else' });
  if (owner !== null) await chown(directory, owner.uid, owner.gid);
  if ((found.mode & 0o777) !== mode || owner !== null) await chmod(directory, mode);
};

/** Survives a reboot, and every account may pass through. */
const persistentParents = ['/var/lib', '/var/tmp'];

const elsewhere = async (home: string): Promise<string> => {
  const name = `joka-${hash(home)}-${randomBytes(4).toString('hex')}`;
  let last: unknown;
  const temporary = await realpath(os.tmpdir());
  // A home that will not outlive the machine's next start needs no place that does.
  const parents = home.startsWith(temporary + path.sep) ? [temporary] : persistentParents;
  for (const parent of parents) {
    try {
      if (!(await reachableByAll(parent))) continue;
      const root = path.join(parent, name);
      await mkdir(root, { mode: 0o711 });
      await chmod(root, 0o711);
      return root;
    } catch (error) {
      last = error;
    }
  }
  throw new JokaError(
    'DB_EMBEDDED_PLACE',
    { place: home, reason: 'run as root, it needs a directory that the account nobody reaches' },
    last,
  );
};

/** The record of a place in JOKA_HOME itself, which may be moved. */
const INSIDE = '.';

/** A copy of a JOKA_HOME names the data of the original, which may not have two. A moved one takes its data along. */
const checkOwner = async (root: string, home: string): Promise<void> => {
  const owner = (await readFile(path.join(root, OWNER), 'utf8').catch(() => home)).trim();
  const original = await readFile(path.join(owner, 'postgres', 'place'), 'utf8').catch(() => '');
  if (owner !== home && original.trim() === root)
    throw new JokaError('DB_EMBEDDED_PLACE', {
      place: root,
      reason: `it belongs to ${owner}, of which ${home} is a copy`,
    });
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, OWNER), `${home}\n`, { mode: 0o600 });
};

/** Data outside any JOKA_HOME whose JOKA_HOME no longer exists: nothing uses it, and only a person may delete it. */
export const abandonedPlaces = async (): Promise<string[]> => {
  const found: string[] = [];
  // Only root makes such places, and only root can read whose they are.
  if (!isRoot()) return found;
  for (const parent of persistentParents)
    for (const name of await readdir(parent).catch(() => [] as string[])) {
      if (!/^joka-[0-9a-f]{12}-[0-9a-f]{8}$/.test(name)) continue;
      const root = path.join(parent, name);
      const home = (await readFile(path.join(root, OWNER), 'utf8').catch(() => '')).trim();
      const record = await readFile(path.join(home, 'postgres', 'place'), 'utf8').catch(() => '');
      if (record.trim() !== root) found.push(root);
    }
  return found;
};

/** The record of a place chosen outside JOKA_HOME. Written once, first writer wins. */
const recordedRoot = async (home: string, choose: () => Promise<string>): Promise<string> => {
  const file = path.join(home, 'postgres', 'place');
  const read = async (): Promise<string | null> => {
    const text = await readFile(file, 'utf8').catch(() => null);
    return text === null ? null : text.trim();
  };
  const before = await read();
  if (before !== null) return before;
  const chosen = await choose();
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(temporary, `${chosen}\n`, { mode: 0o600 });
  const won = await link(temporary, file).then(
    () => true,
    () => false,
  );
  await rm(temporary, { force: true });
  const recorded = won ? chosen : ((await read()) ?? chosen);
  // Only a directory made just now is empty.
  if (recorded !== chosen) await rmdir(chosen).catch(() => undefined);
  return recorded;
};

/**
 * Chooses, or finds again, where the server of `home` lives, and makes its directories.
 * @throws JokaError DB_EMBEDDED_PLACE.
 */
export const choosePlace = async (home: string): Promise<Place> => {
  await mkdir(path.join(home, 'postgres'), { recursive: true });
  const real = await realpath(home);
  const inside = path.join(real, 'postgres');
  const account = isRoot() ? await nobody() : null;
  let root = inside;
  if (account !== null) {
    await chmod(inside, 0o711);
    const recorded = await recordedRoot(real, async () =>
      (await reachableByAll(inside)) ? INSIDE : elsewhere(real),
    );
    root = recorded === INSIDE ? inside : recorded;
    if (recorded !== INSIDE) await checkOwner(root, real);
    await mkdir(root, { recursive: true });
    await chmod(root, 0o711);
    if (!(await reachableByAll(root)))
      throw new JokaError('DB_EMBEDDED_PLACE', {
        place: root,
        reason: 'the account nobody no longer reaches it',
      });
  }
  const near = path.join(root, 's');
  const short = Buffer.byteLength(near + SOCKET_NAME) <= SOCKET_PATH_LIMIT && /^[\w./-]+$/.test(near);
  const sockets = short ? near : path.join(os.tmpdir(), `joka-${process.getuid?.() ?? 0}-${hash(root)}`);
  return {
    passwordFile: path.join(inside, 'password'),
    root,
    data: path.join(root, 'data'),
    log: path.join(root, 'postgres.log'),
    sockets,
    account,
  };
};

/** Makes the sockets' directory, ours only. @throws JokaError DB_EMBEDDED_PLACE when somebody else made it. */
export const makeSocketDirectory = async (place: Place): Promise<void> => {
  if (process.platform !== 'win32') await makeOwned(place.sockets, 0o700, place.account);
};

/** Removes it again after the server's end, unless another one has begun there. */
export const removeSocketDirectory = async (place: Place): Promise<void> => {
  await rmdir(place.sockets).catch(() => undefined);
};
