import path from 'node:path';
import type { Config } from '../config.ts';
import { withCrashPoints } from './crash-store.ts';
import { directoryStore } from './directory.ts';
import type { ObjectStore } from './object-store.ts';

export type OpenedStore = { store: ObjectStore; form: 'directory' | 's3'; where: string; close(): void };

/**
 * The object store named by the configuration: the bucket of JOKA_S3_*, its conditional writes proven first, or a
 * directory in JOKA_HOME.
 * @throws JokaError `STORE_*`.
 */
export const openObjectStore = async (config: Config): Promise<OpenedStore> => {
  const { JOKA_S3_BUCKET: bucket, JOKA_S3_ACCESS_KEY: accessKey, JOKA_S3_SECRET_KEY: secretKey } = config;
  if (bucket === null || accessKey === null || secretKey === null) {
    const where = path.resolve(config.JOKA_HOME, 'objects');
    return {
      store: withCrashPoints(directoryStore(where)),
      form: 'directory',
      where,
      close: () => undefined,
    };
  }
  // Half a second of loading, for those who use it only.
  const { openS3Store } = await import('./s3.ts');
  const endpoint = config.JOKA_S3_ENDPOINT;
  const store = await openS3Store({ endpoint, region: config.JOKA_S3_REGION, bucket, accessKey, secretKey });
  return {
    store: withCrashPoints(store),
    form: 's3',
    where: `${endpoint ?? 's3'}/${bucket}`,
    close: () => store.close(),
  };
};
