import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { ensureTemporal } from '../infra/temporal/program.ts';
import { startTemporalServer } from '../infra/temporal/server.ts';
import type { Register } from './run.ts';

const portOf = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535)
    throw new InvalidArgumentError('A port from 1 to 65535.');
  return value;
};

/** `joka temporal`, also `npm run temporal`: a local Temporal server that keeps its state on disk. */
export const register: Register = (program, context) => {
  program
    .command('temporal')
    .description('Run a local Temporal server, its state kept in JOKA_HOME; built once with Go when absent.')
    .option('--port <port>', 'port of the server on 127.0.0.1', portOf, 7233)
    .option('--ui-port <port>', 'port of its web page', portOf, 8233)
    .option('--no-ui', 'without its web page')
    .action(async (options: { port: number; uiPort: number; ui: boolean }) => {
      const config = context.config();
      const asked = new Promise<'asked'>((resolve) => {
        process.once('SIGINT', () => resolve('asked'));
        process.once('SIGTERM', () => resolve('asked'));
      });
      const program = await ensureTemporal((line) => console.error(line));
      const folder = path.resolve(config.JOKA_HOME, 'temporal');
      const server = await startTemporalServer({
        program,
        folder,
        port: options.port,
        uiPort: options.ui ? options.uiPort : null,
        namespace: config.JOKA_TEMPORAL_NAMESPACE,
      });
      console.log(`Temporal is at ${server.address}; its state is in ${folder}. Ctrl-C stops it.`);
      if (options.ui) console.log(`Its web page: http://127.0.0.1:${options.uiPort}`);
      console.log(`Run the pipelines on it: JOKA_TEMPORAL_ADDRESS=${server.address} npm start`);
      const how = await Promise.race([asked, server.ended]);
      if (how === 'asked') await server.stop();
      else {
        console.error(`The Temporal server ended by itself (exit code ${how}).`);
        process.exitCode = 1;
      }
    });
};
