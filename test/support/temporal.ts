import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../infra/config.ts';
import { findTemporal } from '../../infra/temporal/program.ts';
import { startTemporalServer } from '../../infra/temporal/server.ts';
import { freePort } from './tools.ts';

/** Whether suites on a real Temporal server can run here; they are skipped otherwise, with this sentence. */
export const temporalAtHand = async (): Promise<boolean> => {
  if (readConfig().JOKA_TEST_TEMPORAL_ADDRESS !== null || (await findTemporal()) !== null) return true;
  console.warn('SKIPPED: no Temporal server here. Put "temporal" on the PATH, or run: npm run temporal');
  return false;
};

/** A real server: the one of JOKA_TEST_TEMPORAL_ADDRESS, else one of its own in a directory of its own. */
export const testTemporal = async (): Promise<{ address: string; close(): Promise<void> }> => {
  const given = readConfig().JOKA_TEST_TEMPORAL_ADDRESS;
  if (given !== null) return { address: given, close: () => Promise.resolve() };
  const program = await findTemporal();
  if (program === null) throw new Error('Ask temporalAtHand() first.');
  const folder = await mkdtemp(join(tmpdir(), 'joka-temporal-'));
  const server = await startTemporalServer({ program, folder, port: await freePort(), uiPort: null });
  return {
    address: server.address,
    close: async () => {
      await server.stop('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
