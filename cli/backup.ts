import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { backup } from '../infra/backup/backup.ts';
import { printJson } from './output.ts';
import { createProgress } from './progress.ts';
import { listErasures } from './reapply-erasures.ts';
import type { Register } from './run.ts';
import { VERSION } from './version.ts';

/** `joka backup`: every row of one snapshot and every object in one file, beside a running instance or without one. */
export const register: Register = (program, context) => {
  program
    .command('backup')
    .argument('<file>', 'the archive to write, a tar file')
    .description('Write every table of one snapshot and every object to one file.')
    .option(
      '--erasures',
      'write only the hashes of erased accounts, to be copied often and given to joka restore',
    )
    .option('--json', 'one JSON document')
    .addHelpText('after', '\nThe file holds personal data and secrets: keep it encrypted, at most 35 days.')
    .action(async (file: string, options: { erasures?: boolean; json?: boolean }) => {
      const target = path.resolve(file);
      if (options.erasures === true) {
        const records = await listErasures(await context.database());
        await writeFile(target, records.map((record) => `${JSON.stringify(record)}\n`).join(''), {
          mode: 0o600,
        });
        if (options.json === true) printJson({ file: target, erasures: records.length });
        else console.log(`${records.length} erasures written to ${target}`);
        return;
      }
      const progress = createProgress();
      const { url } = await context.connection();
      const doors = { url, store: await context.store(), clock: context.clock, version: VERSION };
      const manifest = await backup(doors, target, progress.step);
      progress.end();
      const rows = Object.values(manifest.tables).reduce((sum, n) => sum + n, 0);
      const done = {
        file: target,
        takenAt: manifest.takenAt,
        tables: Object.keys(manifest.tables).length,
        rows,
        objects: manifest.objects,
      };
      if (options.json === true) printJson(done);
      else
        console.log(`${rows} rows of ${done.tables} tables and ${done.objects} objects written to ${target}`);
    });
};
