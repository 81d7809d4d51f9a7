/** What the store keeps beside the bytes. `sha256` is lower-case hexadecimal, `size` in bytes. */
export type ObjectInfo = { key: string; size: number; sha256: string };

/**
 * Content-addressed bytes behind one door: a directory, an S3 bucket or memory.
 *
 * Keys follow `keys.ts`. Objects are immutable: the same key always means the same bytes.
 * @throws JokaError `STORE_*` with the key; transient ones may be tried again.
 */
export type ObjectStore = {
  /** Put if absent. The answer tells whether this call wrote it; an existing object with the same key is kept. */
  put(key: string, bytes: Uint8Array): Promise<ObjectInfo & { written: boolean }>;
  /** The whole object, its hash checked against the key when the key carries one. Null when absent. */
  get(key: string): Promise<Uint8Array | null>;
  head(key: string): Promise<ObjectInfo | null>;
  /** Keys under a prefix in lexicographic order. For checks and repair only: readers list the manifest. */
  list(prefix: string): AsyncIterable<string>;
  /** Removes the object; removing an absent one is not an error. */
  delete(key: string): Promise<void>;
};
