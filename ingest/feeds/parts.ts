/** Largest object of a long document: what is in memory while it is kept or read. */
export const PART_BYTES = 4 * 1024 * 1024;

/** The same bytes in parts of one size but the last; a document without bytes has one empty part. */
export const inParts = async function* (
  chunks: AsyncIterable<Uint8Array>,
  size = PART_BYTES,
): AsyncGenerator<Uint8Array> {
  let part = Buffer.allocUnsafe(size);
  let filled = 0;
  let parts = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const taken = Math.min(size - filled, chunk.length - at);
      part.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < size) continue;
      yield part;
      parts += 1;
      // a store in memory keeps the bytes it was given
      part = Buffer.allocUnsafe(size);
      filled = 0;
    }
  }
  if (filled > 0 || parts === 0) yield Buffer.from(part.subarray(0, filled));
};
