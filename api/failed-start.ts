import { JokaError } from '../game/errors.ts';

type SystemError = Error & { readonly code?: string; readonly path?: string };

/** A failure of the system at start, under a code of the registry; null when nobody foresaw it. */
const known = (error: SystemError, host: string, port: number): JokaError | null => {
  if (error instanceof JokaError) return error;
  const { code = '', path } = error;
  if (code === 'EADDRINUSE') return new JokaError('PORT_TAKEN', { host, port }, error);
  if (path !== undefined) return new JokaError('FILE_UNREADABLE', { path, reason: code }, error);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    return new JokaError('LISTEN_REFUSED', { host, port, reason: code }, error);
  return null;
};

/** What an operator reads when the process cannot go on: a sentence and a remedy, or the stack of a surprise. */
export const failureText = (
  error: SystemError,
  { host, port }: { readonly host: string; readonly port: number },
): string => {
  const reason = known(error, host, port);
  return reason === null
    ? (error.stack ?? error.message)
    : `${reason.code}: ${reason.message} ${reason.spec.remedy}`;
};
