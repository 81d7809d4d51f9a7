import { readConfig } from '../infra/config.ts';
import { shownVariables, variablesMarkdown } from '../infra/config/print.ts';
import { printJson, printRows } from './output.ts';
import type { Register } from './run.ts';

/** `joka config`: every variable with its value, secrets masked. */
export const register: Register = (program) => {
  program
    .command('config')
    .description('Print every variable, its value and what it is for; secrets are masked.')
    .option('--json', 'one JSON line per variable')
    .option('--markdown', "the README's table, without values")
    .action((options: { json?: boolean; markdown?: boolean }) => {
      if (options.markdown === true) {
        process.stdout.write(variablesMarkdown());
        return;
      }
      const variables = shownVariables(readConfig());
      if (options.json === true) for (const variable of variables) printJson(variable);
      else
        printRows(
          variables.map(({ name, value, given, sentence }) => ({
            variable: name,
            value: value === '' ? null : value,
            from: given ? 'environment' : 'default',
            'what it is for': sentence,
          })),
          {},
        );
    });
};
