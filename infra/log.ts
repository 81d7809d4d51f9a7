import { pino } from 'pino';
import type { Logger } from 'pino';
import type { EventFields, EventName } from './log/events.ts';
import { EVENTS } from './log/events.ts';
import { scrubLine } from './log/scrub.ts';

export type Log = Logger;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
type Destination = { write(line: string): unknown };

const SECRETS = ['password', 'secret', 'token', 'passphrase', 'code', 'cookie', 'authorization'];
const redact = {
  paths: ['req.headers', 'res.headers', 'req.query', 'req.body', ...SECRETS.map((key) => `*.${key}`)].filter(
    (path) => path !== '*.code',
  ),
  censor: '(left out)',
};

/**
 * The log of a process: one JSON line per event on `destination`. Fastify takes it as `loggerInstance`. Each line is
 * scrubbed whole, so that no cell, coordinate or secret leaves the process even inside another library's error.
 */
export const openLog = (level: LogLevel, name: string, destination: Destination = process.stdout): Log =>
  pino(
    { level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime, redact },
    { write: (line: string) => void destination.write(scrubLine(line)) },
  );

/** Writes a declared event. Fields that the event does not declare are dropped. */
export const logEvent = <E extends EventName>(
  log: Log,
  level: Exclude<LogLevel, 'silent'>,
  event: E,
  fields: EventFields<E>,
): void => {
  const declared: readonly string[] = EVENTS[event];
  log[level](Object.fromEntries(Object.entries(fields).filter(([name]) => declared.includes(name))), event);
};
