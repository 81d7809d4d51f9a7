import type { ErrorSpec } from './registry.ts';

/** Refusals of the environment's variables and of combinations of them, at start. */
export const CONFIG_ERRORS = {
  CONFIG_UNKNOWN: {
    status: 500,
    kind: 'terminal',
    message: 'The variable {name} is not one that Joka reads.',
    remedy: 'Correct or remove the line: {line}',
  },
  CONFIG_INVALID: {
    status: 500,
    kind: 'terminal',
    message: 'The variable {name} has a value that is not {expected}.',
    remedy: 'Correct the line: {line}',
  },
  CONFIG_CONFLICT: {
    status: 500,
    kind: 'terminal',
    message: 'The variables {names} do not go together: {reason}.',
    remedy: 'Correct the line: {line}',
  },
  CONFIG_SEVERAL: {
    status: 500,
    kind: 'terminal',
    message: '{count} variables are refused: {problems}',
    remedy: 'Correct these lines: {lines}',
  },
  DEMO_DOOR_CLOSED: {
    status: 500,
    kind: 'terminal',
    message: 'This store holds the demo town, whose doors open without a password, and {reason}.',
    remedy:
      'Remove {variable} to show the demo on this machine only, or set JOKA_HOME to a new directory and run "joka init --territory <INSEE>" for a real instance.',
  },
  PORT_TAKEN: {
    status: 500,
    kind: 'terminal',
    message: 'Port {port} of {host} is taken by another program.',
    remedy: 'Set JOKA_PORT to a free port, or 0 to let the system choose one.',
  },
} as const satisfies Record<string, ErrorSpec>;
