import { sql } from 'kysely';
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

/** The account behind an id or a chosen nickname. @throws JokaError NOT_FOUND */
const findAccount = async ({ idp }: Pick<Database, 'idp'>, named: string): Promise<string> => {
  const row = await idp
    .selectFrom('idp.users')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', named), eb('username', '=', plainNickname(named))]))
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'account' });
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
      const { rows } = await sql<{ finished: boolean }>`
        SELECT finished_at IS NOT NULL AS finished FROM vault.erasures WHERE id = ${erasure}`.execute(
        db.vault,
      );
      const finished = rows[0]?.finished ?? false;
      if (options.json === true) printJson({ erasure, finished });
      else console.log(finished ? `Erased (${erasure}).` : `Asked for (${erasure}); the worker finishes it.`);
    });
};
