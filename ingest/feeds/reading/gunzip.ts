import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { JokaError } from '../../../game/errors.ts';

/** Text of a feed shrinks to a tenth or so; a hundredfold and more of it is an attack. */
const MAX_RATIO = 200;
/** Below this, the ratio says nothing. */
const FREE_BYTES = 64 * 1024 * 1024;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const startsWith = async function* (
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const chunk of first) {
    count(chunk.length);
    yield chunk;
  }
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    count(next.value.length);
    yield next.value;
  }
};

/**
 * The bytes themselves, or what they unzip to when they are gzip, in constant memory.
 * @throws JokaError FEED_GZIP_BROKEN when the stream ends early or is damaged; FEED_GZIP_BOMB above `MAX_RATIO`
 */
export const gunzipped = async function* (
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  while (size < 2) {
    const next = await source.next();
    if (next.done === true) break;
    first.push(next.value);
    size += next.value.length;
  }
  let taken = 0;
  const all = startsWith(first, source, (bytes) => {
    taken += bytes;
  });
  if (!isGzip(Buffer.concat(first.map((chunk) => chunk.subarray(0, 2))))) {
    yield* all;
    return;
  }
  const unzip = createGunzip({ chunkSize: 256 * 1024 });
  let given = 0;
  try {
    for await (const chunk of Readable.from(all).pipe(unzip) as AsyncIterable<Buffer>) {
      given += chunk.length;
      if (given > FREE_BYTES && given > taken * MAX_RATIO)
        throw new JokaError('FEED_GZIP_BOMB', { place: name, ratio: MAX_RATIO });
      yield chunk;
    }
  } catch (error) {
    if (error instanceof JokaError) throw error;
    throw new JokaError('FEED_GZIP_BROKEN', {
      place: name,
      reason: error instanceof Error && 'code' in error ? String(error.code) : 'damaged',
    });
  }
};
