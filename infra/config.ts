import { JokaError } from '../game/errors.ts';
import { findConflicts } from './config/conflicts.ts';
import { nearest } from './config/nearest.ts';
import { readValue } from './config/read-value.ts';
import type { ValueOf, Variable } from './config/variable.ts';
import { VARIABLES } from './config/variables.ts';
import type { VariableName } from './config/variables.ts';

/** Every variable by its name, read and checked. */
export type Config = { readonly [N in VariableName]: ValueOf<(typeof VARIABLES)[N]> };

export type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = Object.keys(VARIABLES) as VariableName[];

const lineOf = (name: string, variable: Variable | undefined, text: string): string =>
  `${name}=${variable?.secret === true ? '…' : text}`;

const unknownNames = (env: Environment): JokaError[] =>
  Object.entries(env)
    .filter(([name, text]) => name.startsWith('JOKA_') && text !== undefined && !(name in VARIABLES))
    .map(([name]) => {
      const near = nearest(name, NAMES);
      return new JokaError('CONFIG_UNKNOWN', {
        name,
        line: `${name}=…${near === null ? '' : ` (did you mean ${near}?)`}`,
      });
    });

const together = (problems: readonly JokaError[]): JokaError =>
  new JokaError('CONFIG_SEVERAL', {
    count: problems.length,
    problems: problems.map((problem) => problem.message).join(' '),
    lines: problems.map((problem) => String(problem.details['line'])).join('; '),
  });

/**
 * Reads the environment. An empty value is an absent one.
 * @throws JokaError CONFIG_UNKNOWN, CONFIG_INVALID or CONFIG_CONFLICT, or CONFIG_SEVERAL naming all of them.
 */
export const readConfig = (env: Environment = process.env): Config => {
  const problems = unknownNames(env);
  const values: Record<string, unknown> = {};
  for (const name of NAMES) {
    const variable: Variable = VARIABLES[name];
    const given = env[name]?.trim();
    const text = given === undefined || given === '' ? variable.default : given;
    if (text === undefined) {
      values[name] = null;
      continue;
    }
    const read = readValue(variable, text);
    if ('value' in read) values[name] = read.value;
    else
      problems.push(
        new JokaError('CONFIG_INVALID', {
          name,
          expected: read.expected,
          line: lineOf(name, variable, text),
        }),
      );
  }
  // Every name of the table was just given its value of the table's type.
  const config = values as Config;
  if (problems.length === 0) problems.push(...findConflicts(config));
  const [first, ...more] = problems;
  if (first !== undefined) throw more.length === 0 ? first : together(problems);
  return config;
};

/** The environment a child process of ours gets: ours, with changes. The only way to pass it on. */
export const childEnvironment = (changes: Environment = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...process.env, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
