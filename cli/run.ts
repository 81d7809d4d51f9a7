import { Command, CommanderError } from 'commander';
import { JokaError } from '../game/errors.ts';
import { createContext } from './context.ts';
import type { CliContext } from './context.ts';

/** What each `cli/<verb>.ts` exports: adds its command, whose action opens the doors it needs from the context. */
export type Register = (program: Command, context: CliContext) => void;

/** 0: done. 1: it failed. 2: the command line is wrong. */
export type ExitCode = 0 | 1 | 2;

const remedyOf = (error: JokaError): string =>
  error.spec.remedy.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(error.details[key] ?? ''));

/** How a failure is printed: code and sentence, then what to do. */
export const describeFailure = (error: unknown): string => {
  if (error instanceof JokaError)
    return `error ${error.code}: ${error.message}\nwhat to do: ${remedyOf(error)}`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error UNEXPECTED: ${text}\nwhat to do: report these lines; "joka doctor" may say more.`;
};

/** Makes the program of these verbs. Commander's own exits become exceptions, so that doors are always closed. */
export const createProgram = (verbs: readonly Register[], context: CliContext, version: string): Command => {
  const program = new Command('joka')
    .description('Walk through your town, clear the clouds, find work; and study whether it leads there.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(joka --help, or joka <command> --help, says more)')
    .configureHelp({ sortSubcommands: true })
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong command line. Variables: joka config.');
  for (const register of verbs) register(program, context);
  for (const command of program.commands) inherit(program, command);
  return program;
};

const inherit = (from: Command, to: Command): void => {
  to.copyInheritedSettings(from);
  for (const command of to.commands) inherit(to, command);
};

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
const CLOSING_MS = 5000;

/** Ctrl-C closes the doors, so that an embedded server nobody else uses ends too. Verbs with handlers of their own act alone. */
const closeOnSignal = (context: CliContext): (() => void) => {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      if (process.listenerCount(signal) > 1) return;
      const end = (): void => process.exit(code);
      setTimeout(end, CLOSING_MS);
      context.close().then(end, end);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const remove of handlers) remove();
  };
};

/** Runs one command line. `argv` without the two first words of the process. */
export const runCli = async (
  argv: readonly string[],
  verbs: readonly Register[],
  version: string,
  context: CliContext = createContext(),
): Promise<ExitCode> => {
  const leaveSignals = closeOnSignal(context);
  try {
    const program = createProgram(verbs, context, version);
    if (argv.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return process.exitCode === 1 ? 1 : 0;
  } catch (error) {
    // Commander has already printed its own message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(describeFailure(error));
    return 1;
  } finally {
    await context.close();
    leaveSignals();
  }
};
