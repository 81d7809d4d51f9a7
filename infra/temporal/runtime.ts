import { DefaultLogger, Runtime } from '@temporalio/worker';

let installed = false;

/**
 * Keeps the SDK from taking the process's signals (its default swallows SIGTERM): only the entry file decides when a
 * worker stops. Once per process, before the first native connection; further calls do nothing.
 *
 * @param onLog gets the SDK's warnings and errors; without it they are dropped
 */
export const installRuntime = (onLog?: (level: string, message: string) => void): void => {
  if (installed) return;
  installed = true;
  const logger = new DefaultLogger('WARN', ({ level, message }) => onLog?.(level, message));
  Runtime.install({ shutdownSignals: [], logger });
};
