import type { Browser } from 'playwright-core';
import type { Visit, VisitOptions } from './browser.ts';

/** What the journeys share: one running instance, one browser. Filled before the first of them begins. */
export type World = {
  origin(): string;
  browser(): Browser;
  /** Opens a visit that is closed, and whose page errors and foreign requests are judged, after its test. */
  visit(options?: VisitOptions): Promise<Visit>;
};

/** A real instance, whose first operator has not entered yet. */
export type RealWorld = Omit<World, 'visit'> & {
  /** Opens a visit at another address of the same instance. */
  visit(options?: VisitOptions, origin?: string): Promise<Visit>;
  /** Reads a recorded feed of `n` offers and nothing else. */
  ingest(n: number): Promise<void>;
  /** The first operator's link, for one use. */
  operatorCode(): string;
  /** Starts the instance again without its tile file, with other variables. @throws Error with what it said when it refuses */
  restart(changed: Record<string, string>): Promise<void>;
};
