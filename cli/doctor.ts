import path from 'node:path';
import { childEnvironment } from '../infra/config.ts';
import { checkFeeds } from './doctor/feeds.ts';
import { checkMachine } from './doctor/machine.ts';
import { checkStores } from './doctor/stores.ts';
import { printRows } from './output.ts';
import type { Register } from './run.ts';
import { ROOT } from './version.ts';

/** `joka doctor`: what is present and missing, disk and memory. Exit code 1 when something needed has failed. */
export const register: Register = (program, context) => {
  program
    .command('doctor')
    .description('Say what is present, what is missing, and how much disk and memory is used.')
    .option('--json', 'one JSON line per check')
    .action(async (options: { json?: boolean }) => {
      const home = path.resolve(context.config().JOKA_HOME);
      const machine = await checkMachine(ROOT, home, childEnvironment()['PATH'] ?? '');
      const stores = await checkStores(context);
      // a store that is not there yet is not made for a look
      const there = stores.some(({ check, state }) => check === 'database' && state === 'ok');
      const checks = [...machine, ...stores, ...(await checkFeeds(there ? context : null, context.config()))];
      if (options.json === true) printRows(checks, { json: true });
      else
        printRows(
          checks.map(({ check, state, detail }) => ({ check, state, detail })),
          {},
        );
      if (options.json !== true)
        for (const { check, remedy } of checks) if (remedy !== null) console.log(`${check}: ${remedy}`);
      if (checks.some((check) => check.state === 'failed')) process.exitCode = 1;
    });
};
