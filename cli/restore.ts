import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { restore } from '../infra/backup/restore.ts';
import { printJson } from './output.ts';
import { createProgress } from './progress.ts';
import { reapplyErasures } from './reapply-erasures.ts';
import type { ErasureRecord } from './reapply-erasures.ts';
import type { Register } from './run.ts';

const readErasures = async (file: string | undefined): Promise<ErasureRecord[]> => {
  if (file === undefined) return [];
  const lines = (await readFile(path.resolve(file), 'utf8')).split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as ErasureRecord);
};

/** `joka restore`: a backup into an empty store, its hashes checked first, erasures applied again after. */
export const register: Register = (program, context) => {
  program
    .command('restore')
    .argument('<file>', 'an archive of joka backup')
    .description('Put a backup into an empty store; whoever was erased since is erased again.')
    .option('--erasures <file>', 'the latest file of joka backup --erasures')
    .option('--json', 'one JSON document')
    .action(async (file: string, options: { erasures?: string; json?: boolean }) => {
      const later = await readErasures(options.erasures);
      const progress = createProgress();
      const { url, db } = await context.connection();
      const manifest = await restore(
        { url, store: await context.store() },
        path.resolve(file),
        progress.step,
      );
      const erased = await reapplyErasures({ db, clock: context.clock }, later);
      progress.end();
      const rows = Object.values(manifest.tables).reduce((sum, n) => sum + n, 0);
      const done = { takenAt: manifest.takenAt, rows, objects: manifest.objects, erasedAgain: erased };
      if (options.json === true) printJson(done);
      else
        console.log(
          `the store of ${manifest.takenAt} is back: ${rows} rows, ${manifest.objects} objects; ${erased} erasures applied again`,
        );
    });
};
