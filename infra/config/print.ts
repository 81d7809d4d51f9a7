import type { Config } from '../config.ts';
import type { Variable } from './variable.ts';
import { VARIABLES } from './variables.ts';
import type { VariableName } from './variables.ts';

/** One variable as it is shown: a secret's value is masked, an absent one null. */
export type ShownVariable = {
  name: VariableName;
  type: string;
  unit: string | null;
  default: string | null;
  value: string | null;
  given: boolean;
  sentence: string;
};

const show = (variable: Variable, value: Config[VariableName]): string | null => {
  if (value === null) return null;
  if (variable.secret === true) return '(secret, set)';
  return typeof value === 'object' ? value.join(',') : String(value);
};

/** Every variable with its present value, those of suites left out. */
export const shownVariables = (config: Config): ShownVariable[] =>
  (Object.keys(VARIABLES) as VariableName[])
    .filter((name) => !('test' in VARIABLES[name]))
    .map((name) => {
      const variable: Variable = VARIABLES[name];
      const value = show(variable, config[name]);
      return {
        name,
        type: variable.choices?.join(' | ') ?? variable.type,
        unit: variable.unit ?? null,
        default: variable.default ?? null,
        value,
        given: value !== (variable.default ?? null),
        sentence: variable.sentence,
      };
    });

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The README's table of variables, in Markdown. */
export const variablesMarkdown = (): string => {
  const rows = Object.entries(VARIABLES).map(([name, variable]: [string, Variable]) => {
    const type = variable.choices?.join(' \\| ') ?? variable.type;
    const unit = variable.unit === undefined ? '' : `, ${variable.unit}`;
    const value =
      variable.default === undefined || variable.default === '' ? '' : `\`${cell(variable.default)}\``;
    const marks = [variable.secret === true ? 'Secret.' : '', variable.test === true ? 'Suites only.' : ''];
    const sentence = [cell(variable.sentence), ...marks].filter((part) => part !== '').join(' ');
    return `| \`${name}\` | ${type}${unit} | ${value} | ${sentence} |`;
  });
  return ['| variable | type | default | what it is for |', '|---|---|---|---|', ...rows, ''].join('\n');
};
