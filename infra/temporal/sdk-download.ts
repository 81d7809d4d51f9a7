import { access, constants, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * The Temporal program as the SDK itself fetches it, for those without the program and without Go: about 100 MB over
 * the network, kept in `folder`. The SDK starts what it fetched once; it is stopped at once.
 *
 * @throws Error with the SDK's reason: no network, a proxy, no space
 */
export const downloadBySdk = async (folder: string): Promise<string> => {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  await mkdir(folder, { recursive: true });
  const started = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'cached-download', downloadDir: folder, ttl: '365 days' },
      ip: '127.0.0.1',
    },
  });
  await started.teardown();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.startsWith('temporal') && (await isProgram(path))) return path;
  }
  throw new Error('the SDK left no program');
};
