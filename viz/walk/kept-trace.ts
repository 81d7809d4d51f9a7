import { keep, kept } from '../data/store.ts';
import type { Trace } from './trace.ts';
import { emptyTrace } from './trace.ts';

/** Where the phone keeps what is walked and not yet queued: cells and times, no coordinate. */
export const traceKey = (owner: string): string => `trace ${owner}`;

/** Keeps the trace as it grows, so that a phone that dies in a pocket loses nothing of the walk. */
export const keepTrace = (owner: string, trace: Trace): Promise<void> => keep(traceKey(owner), trace);

/** What an earlier walk on this phone left unsent. */
export const leftTrace = (owner: string): Promise<Trace> => kept(traceKey(owner), emptyTrace);
