import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findTool } from '../support/tools.ts';

/** The Chromium of this machine, or null: the suite then says so and is skipped. */
export const CHROMIUM = findTool('chromium') ?? findTool('chromium-browser') ?? findTool('google-chrome');

/** WebGL2 drawn by the processor, the same on every machine; nothing that Chromium does on its own. */
const ARGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** A name that the browser takes for this machine, as a phone in the same room would name it. */
export const OTHER_NAME = 'joka.test';

/** Starts the real browser. @throws Error where there is none */
export const launch = (): Promise<Browser> => {
  if (CHROMIUM === null) throw new Error('no Chromium on the PATH');
  const names = `--host-resolver-rules=MAP ${OTHER_NAME} 127.0.0.1`;
  return chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, names] });
};

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** Addresses outside of the instance that the page asked for; each was aborted. */
  foreign: string[];
  /** Errors the page threw. */
  errors: string[];
};

export type VisitOptions = {
  width?: number;
  height?: number;
  language?: 'fr' | 'en';
  before?: () => void;
  /** Lets the page install itself on the phone; off, so that other journeys see the server's own answers. */
  installed?: boolean;
};

/** A person with a browser of their own on an instance: whatever leaves the instance is stopped and noted. */
export const visit = async (
  browser: Browser,
  origin: string,
  { width = 1280, height = 860, language = 'fr', before, installed = false }: VisitOptions = {},
): Promise<Visit> => {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    reducedMotion: 'reduce',
    serviceWorkers: installed ? 'allow' : 'block',
  });
  const [foreign, errors]: [string[], string[]] = [[], []];
  await context.route(
    (url) => /^https?:$/.test(url.protocol) && url.origin !== origin,
    (route) => {
      foreign.push(route.request().url());
      return route.abort();
    },
  );
  await context.addInitScript((chosen) => localStorage.setItem('joka.language', chosen), language);
  if (before !== undefined) await context.addInitScript(before);
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, context, foreign, errors };
};

/** Closes visits. @throws Error when a page asked for something outside of the instance, or threw */
export const judge = async (visits: readonly Visit[]): Promise<void> => {
  for (const { context } of visits) await context.close();
  const foreign = visits.flatMap((each) => each.foreign);
  const errors = visits.flatMap((each) => each.errors);
  if (foreign.length > 0) throw new Error(`requests left the instance: ${foreign.join(', ')}`);
  if (errors.length > 0) throw new Error(`the page threw: ${errors.join('; ')}`);
};

/** Enters the demo by one of its doors and waits for the view behind it. */
export const enter = async (page: Page, persona: string, view: string): Promise<void> => {
  await page.goto('/?hook');
  await page.locator(`.door-card.${persona}`).click();
  await page.waitForURL((url) => url.pathname === view);
};
