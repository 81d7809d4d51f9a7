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
  STORE_EMPTY: {
    status: 500,
    kind: 'terminal',
    message: 'This store is empty, and it cannot be filled with the demo town because {reason}.',
    remedy:
      'Run "joka init --territory <INSEE>" for a real instance, or remove {variable} to see the demo on this machine.',
  },
  INSTANCE_NOT_REAL: {
    status: 409,
    kind: 'terminal',
    message: 'This store is not a real instance, so it has no operator to invite.',
    remedy: 'Run "joka init --territory <INSEE>" in a new JOKA_HOME first.',
  },
  WEB_BUILD_FAILED: {
    status: 500,
    kind: 'terminal',
    message: 'The web page could not be built: {reason}.',
    remedy: 'Correct the file it names; "npx vite build" shows the whole message.',
  },
  CHILD_FAILED: {
    status: 500,
    kind: 'terminal',
    message: 'The {name} process did not work: {how}.',
    remedy: 'Its last lines above say why.',
  },
  PORT_TAKEN: {
    status: 500,
    kind: 'terminal',
    message: 'Port {port} of {host} is taken by another program.',
    remedy: 'Set JOKA_PORT to a free port, or 0 to let the system choose one.',
  },
  LISTEN_REFUSED: {
    status: 500,
    kind: 'terminal',
    message: 'The system does not let Joka listen on port {port} of {host} ({reason}).',
    remedy:
      'Ports below 1024 need a right: choose a higher JOKA_PORT; JOKA_HOST must be an address of this machine.',
  },
  FILE_UNREADABLE: {
    status: 500,
    kind: 'terminal',
    message: 'The file {path} cannot be read ({reason}).',
    remedy: 'Correct the variable that names it, or give the user that runs Joka the right to read it.',
  },
} as const satisfies Record<string, ErrorSpec>;
