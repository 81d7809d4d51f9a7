import { setTimeout as sleep } from 'node:timers/promises';
import { plainNickname } from '../api/accounts/auth.ts';
import { eraseAccount } from '../api/accounts/erase.ts';
import { JokaError } from '../game/errors.ts';
import type { Database } from '../infra/db/database.ts';
import { createInlineRunner } from '../workflows/inline/runner.ts';
import { openRegistry } from '../workflows/open-registry.ts';
import { registryOf } from '../workflows/work.ts';
import type { CliContext } from './context.ts';
import { printJson } from './output.ts';
import type { Register } from './run.ts';

/** The account behind an id or a chosen nickname. @throws JokaError ACCOUNT_UNKNOWN */
const findAccount = async ({ idp }: Pick<Database, 'idp'>, named: string): Promise<string> => {
  const row = await idp
    .selectFrom('idp.users')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', named), eb('username', '=', plainNickname(named))]))
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('ACCOUNT_UNKNOWN', { field: '<account>' });
  return row.id;
};

/** Finishes open erasures here; beside a worker both may try, and each step happens once. */
const finish = async (context: CliContext): Promise<void> => {
  const db = await context.database();
  const { clock } = context;
  const opened = await openRegistry({ config: context.config(), db, store: await context.store(), clock });
  const { erase } = opened.registry;
  try {
    if (erase !== undefined)
      await createInlineRunner({ db, registry: registryOf(erase), clock }).runUntilIdle();
  } finally {
    await opened.close();
  }
};

const PATIENCE_MS = 60_000;
const isFinished = async ({ vault }: Pick<Database, 'vault'>, erasure: string): Promise<boolean> => {
  const row = await vault
    .selectFrom('vault.erasures')
    .select('finished_at')
    .where('id', '=', erasure)
    .executeTakeFirst();
  return row !== undefined && row.finished_at !== null;
};

/** `joka erase <account>`: a person leaves, with every row, file and link; their id of erasure names no one. */
export const register: Register = (program, context) => {
  program
    .command('erase')
    .argument('<account>', 'id of the account (in its own export), or its nickname where it has a passphrase')
    .description('Erase a person from database, lake, objects and results; their late requests answer 410.')
    .option('--json', 'one JSON document')
    .action(async (named: string, options: { json?: boolean }) => {
      const db = await context.database();
      const erasure = await eraseAccount({ db, clock: context.clock }, await findAccount(db, named));
      await finish(context);
      // A worker may have been quicker to take it; then it is over in seconds.
      const deadline = performance.now() + PATIENCE_MS;
      let finished = await isFinished(db, erasure);
      while (!finished && performance.now() < deadline) {
        await sleep(500);
        finished = await isFinished(db, erasure);
      }
      if (options.json === true) printJson({ erasure, finished });
      else console.log(finished ? `Erased (${erasure}).` : `Asked for (${erasure}); the worker finishes it.`);
    });
};
