import type { Browser } from 'playwright-core';
import type { Visit, VisitOptions } from './browser.ts';

/** What the journeys share: one running instance, one browser. Filled before the first of them begins. */
export type World = {
  origin(): string;
  browser(): Browser;
  /** Opens a visit that is closed, and whose page errors and foreign requests are judged, after its test. */
  visit(options?: VisitOptions): Promise<Visit>;
};
