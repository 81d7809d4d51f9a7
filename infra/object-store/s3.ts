import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { JokaError } from '../../game/errors.ts';
import { checkBytes, keyHash, rawKey } from './keys.ts';
import type { ObjectStore } from './object-store.ts';

/** Where the bucket is. `endpoint` is null for AWS itself. */
export type S3Options = {
  endpoint: string | null;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
};

const status = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/**
 * The store in any S3 with conditional writes.
 *
 * Open it with `openS3Store`, which proves the condition first: some servers accept `If-None-Match` and ignore it.
 */
const s3Store = (client: S3Client, { bucket, endpoint }: S3Options): ObjectStore => {
  const failed = (key: string, error: unknown): JokaError => {
    const reason = error instanceof Error ? `${error.name} ${status(error) ?? ''}`.trim() : 'unknown';
    return new JokaError('STORE_UNAVAILABLE', { where: `${endpoint ?? 's3'}/${bucket}`, key, reason }, error);
  };
  return {
    async put(key, bytes) {
      const hash = checkBytes(key, bytes);
      const info = { key, size: bytes.length, sha256: hash };
      try {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, IfNoneMatch: '*' }));
        return { ...info, written: true };
      } catch (error) {
        // 412: it was there. 409: another writer of the same bytes was first.
        if (status(error) === 412 || status(error) === 409) return { ...info, written: false };
        throw failed(key, error);
      }
    },
    async get(key) {
      keyHash(key);
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
        checkBytes(key, bytes);
        return bytes;
      } catch (error) {
        if (status(error) === 404) return null;
        throw error instanceof JokaError ? error : failed(key, error);
      }
    },
    async head(key) {
      const hash = keyHash(key);
      try {
        const answer = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { key, size: answer.ContentLength ?? 0, sha256: hash };
      } catch (error) {
        if (status(error) === 404) return null;
        throw failed(key, error);
      }
    },
    async *list(prefix) {
      let token: string | undefined;
      do {
        const page = await client
          .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }))
          .catch((error: unknown) => {
            throw failed(prefix, error);
          });
        for (const object of page.Contents ?? []) if (object.Key !== undefined) yield object.Key;
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
    async delete(key) {
      keyHash(key);
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
        throw failed(key, error);
      });
    },
  };
};

/**
 * Opens the bucket and proves that its conditional writes are real.
 * @throws JokaError STORE_UNAVAILABLE when it does not answer, STORE_NO_CONDITIONAL_WRITES when it ignores them
 */
export const openS3Store = async (options: S3Options): Promise<ObjectStore & { close(): void }> => {
  const client = new S3Client({
    region: options.region,
    ...(options.endpoint === null ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
    credentials: { accessKeyId: options.accessKey, secretAccessKey: options.secretKey },
    // Newer SDKs send checksums that several stores refuse; our keys carry the hash already.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const store = s3Store(client, options);
  const probe = new TextEncoder().encode('joka conditional write probe');
  const key = rawKey('probe', probe, 'bin');
  await store.put(key, probe);
  const second = await store.put(key, probe);
  if (second.written) {
    throw new JokaError('STORE_NO_CONDITIONAL_WRITES', {
      where: `${options.endpoint ?? 's3'}/${options.bucket}`,
    });
  }
  return { ...store, close: () => client.destroy() };
};
