import { stat } from 'node:fs/promises';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import type { FeedOrigin } from '../../ingest/feeds/connector.ts';

/** A folder, a file or an address, as it was given. @throws JokaError FEED_ORIGIN_UNREADABLE */
export const targetOf = async (target: string): Promise<Pick<FeedOrigin, 'dir' | 'file' | 'url'>> => {
  if (/^https?:\/\//.test(target)) return { url: target };
  const place = path.resolve(target);
  const found = await stat(place).catch(() => null);
  if (found?.isDirectory() === true) return { dir: place };
  if (found?.isFile() === true) return { file: place };
  throw new JokaError('FEED_ORIGIN_UNREADABLE', {
    origin: place,
    reason: found ? 'neither a folder nor a file' : 'ENOENT',
  });
};
