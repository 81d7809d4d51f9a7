import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ERRORS, JokaError, type ErrorCode } from '../../../game/errors.ts';
import type { Report } from './messages.ts';

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const PAGE_BYTES = 4096;
const START_SECONDS = 60;
const WATCH_MS = 200;

/** What one child may use and how it is named in messages. */
export type ChildLimits = {
  /** For error messages: `the photo gate`. */
  place: string;
  /** Resident memory in MiB above which the child is killed. */
  memoryMb: number;
  /** Seconds for one job; start-up is not counted. */
  deadlineSeconds: number;
};

/** One process at work on one job at a time. After a refusal it lives on; after a fault it is dead. */
export type Child<In, Out> = {
  /** Rejects with the child's own JokaError, `PHOTO_TOO_SLOW`, `PHOTO_KILLED_READER` or `PHOTO_ENGINE_STOPPED`. */
  run(input: In, file: string, progress?: (percent: number) => void): Promise<Out>;
  readonly pid: number | undefined;
  readonly alive: boolean;
  /** Kills it at once; a running job rejects. */
  kill(): void;
};

const residentMb = async (pid: number): Promise<number | null> => {
  try {
    const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1];
    return (Number(pages) * PAGE_BYTES) / 2 ** 20;
  } catch {
    return null;
  }
};

/** What a child said last of an error: a reason for an operator, empty when it said none. */
const lastWords = (stream: ChildProcess['stderr']): (() => string) => {
  let tail = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-4000);
  });
  // a pipe keeps the parent alive unless told not to
  if (stream instanceof Socket) stream.unref();
  return () => {
    const line = tail.split('\n').find((one) => /^\w*Error\b/.test(one));
    return line === undefined ? '' : `: ${line.slice(0, 200)}`;
  };
};

/** Starts a child with an empty environment: it holds no secret that a picture could reach. */
export const startChild = <In, Out>(entry: URL, limits: ChildLimits): Child<In, Out> => {
  const process_: ChildProcess = fork(fileURLToPath(entry), [], {
    execArgv: ['--import', loader, `--max-old-space-size=${limits.memoryMb}`],
    env: { TZ: 'UTC', VIPS_BLOCK_UNTRUSTED: '1', MALLOC_ARENA_MAX: '2' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  process_.unref();
  process_.channel?.unref();
  let alive = true;
  let jobs = 0;
  let reason = 'it was stopped';
  let onReport: ((report: Report<Out>) => void) | null = null;
  let onEnd: ((why: string) => void) | null = null;
  const end = (why: string): void => {
    if (!alive) return;
    alive = false;
    reason = why;
    process_.kill('SIGKILL');
    onEnd?.(why);
  };
  const ready = new Promise<void>((resolve, reject) => {
    onReport = (report) => 'ready' in report && resolve();
    onEnd = (why) => reject(new JokaError('PHOTO_ENGINE_STOPPED', { place: limits.place, reason: why }));
  });
  ready.catch(() => undefined);
  process_.on('message', (report: Report<Out>) => onReport?.(report));
  process_.on('error', (error) => end(error.message));
  const said = lastWords(process_.stderr);
  process_.on('close', (code, signal) => end(`exit ${signal ?? code}${said()}`));

  const watchMemory = async (pid: number): Promise<void> => {
    const mb = await residentMb(pid);
    if (mb !== null && mb > limits.memoryMb) end(`it used ${Math.round(mb)} MiB of ${limits.memoryMb}`);
  };

  const within = async <T>(seconds: number, work: Promise<T>, late: () => JokaError): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const clock = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(late());
        end('it took too long');
      }, seconds * 1000);
    });
    try {
      return await Promise.race([work, clock]);
    } finally {
      clearTimeout(timer);
    }
  };

  const job = async (input: In, file: string, progress?: (percent: number) => void): Promise<Out> => {
    await within(START_SECONDS, ready, () => {
      return new JokaError('PHOTO_ENGINE_STOPPED', {
        place: limits.place,
        reason: 'it did not start in time',
      });
    });
    const died = (why: string): JokaError =>
      new JokaError('PHOTO_KILLED_READER', { place: limits.place, file, reason: why });
    if (!alive) throw new JokaError('PHOTO_ENGINE_STOPPED', { place: limits.place, reason });
    const id = (jobs += 1);
    const answer = new Promise<Out>((resolve, reject) => {
      onEnd = (why) => reject(died(why));
      onReport = (report) => {
        if (!('id' in report) || report.id !== id) return;
        if ('progress' in report) progress?.(report.progress);
        else if ('answer' in report) resolve(report.answer);
        else if ('broke' in report) reject(died(report.broke));
        else if (report.refused.code in ERRORS) {
          reject(new JokaError(report.refused.code as ErrorCode, { ...report.refused.details, file }));
        } else reject(died(report.refused.code));
      };
    });
    process_.send({ id, input }, (error) => error && end(error.message));
    const watch = setInterval(() => {
      if (process_.pid === undefined) return;
      void watchMemory(process_.pid);
    }, WATCH_MS);
    try {
      return await within(limits.deadlineSeconds, answer, () => {
        return new JokaError('PHOTO_TOO_SLOW', {
          place: limits.place,
          file,
          seconds: limits.deadlineSeconds,
        });
      });
    } finally {
      clearInterval(watch);
      onReport = null;
      onEnd = null;
    }
  };
  return {
    run: job,
    kill: () => end('it was stopped'),
    get pid() {
      return process_.pid;
    },
    get alive() {
      return alive;
    },
  };
};
