import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import type { FeedOrigin, FetchDoors, Fetched } from './connector.ts';

/** A partner's whole file. */
const MAX_BYTES = 8 * 1024 ** 3;
const TIMEOUT_MS = 2 * 3_600_000;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

const namesIn = async (dir: string, extensions: RegExp): Promise<string[]> => {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && extensions.test(entry.name))
      .map((entry) => entry.name)
      .toSorted();
  } catch (cause) {
    throw new JokaError('FEED_ORIGIN_UNREADABLE', { origin: dir, reason: codeOf(cause) }, cause);
  }
};

const keepFile = async (file: string, doors: FetchDoors): Promise<void> => {
  try {
    if (!(await stat(file)).isFile())
      throw new JokaError('FEED_ORIGIN_UNREADABLE', { origin: file, reason: 'not a plain file' });
    await doors.keepDocument({
      name: path.basename(file),
      chunks: createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>,
      contentType: null,
    });
  } catch (cause) {
    if (cause instanceof JokaError) throw cause;
    throw new JokaError('FEED_ORIGIN_UNREADABLE', { origin: file, reason: codeOf(cause) }, cause);
  }
};

/** The last part of an address's path, as a file's name in places. */
export const nameOfUrl = (url: string): string => {
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? 'feed';
  return last.replaceAll(/[^\w.-]/g, '_').slice(0, 80);
};

const keepAddress = async (url: string, doors: FetchDoors): Promise<void> => {
  const answer = await doors.http({
    url,
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
    headers: doors.apiKey === null ? {} : { authorization: `Bearer ${doors.apiKey}` },
  });
  const source = new URL(url).host;
  const request = `GET ${new URL(url).pathname}`;
  if (answer.status >= 500 || answer.status === 429)
    throw new JokaError('FEED_SOURCE_UNAVAILABLE', { source, request, reason: `status ${answer.status}` });
  if (answer.status !== 200)
    throw new JokaError('FEED_REQUEST_REFUSED', {
      source,
      status: answer.status,
      request,
      reason: 'no file',
    });
  await doors.keepDocument({
    name: nameOfUrl(url),
    chunks: answer.body,
    contentType: answer.headers.get('content-type'),
  });
};

/**
 * Keeps one file, every file of a folder whose name fits, or the file at an address. Complete unless the origin says that
 * it is not all: whether each was whole is seen when it is read.
 * @throws JokaError FEED_ORIGIN_UNREADABLE, FEED_NO_PAGES, those of the HTTP door
 */
export const fetchFiles = async (
  origin: FeedOrigin,
  extensions: RegExp,
  doors: FetchDoors,
): Promise<Fetched> => {
  const done: Fetched = { cursor: null, complete: origin.all !== false };
  if (origin.file !== undefined) {
    await keepFile(origin.file, doors);
    return done;
  }
  if (origin.url !== undefined) {
    await keepAddress(origin.url, doors);
    return done;
  }
  if (origin.dir === undefined)
    throw new JokaError('FEED_ORIGIN_UNREADABLE', {
      origin: 'of the run',
      reason: 'neither file nor address',
    });
  const names = await namesIn(origin.dir, extensions);
  if (names.length === 0) throw new JokaError('FEED_NO_PAGES', { origin: origin.dir });
  for (const name of names) await keepFile(path.join(origin.dir, name), doors);
  return done;
};
