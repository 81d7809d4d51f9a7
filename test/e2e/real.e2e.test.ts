import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { inventedOffer, inventedOffers, writePages } from '../support/francetravail-pages.ts';
import { joka as runJoka } from '../support/cli/joka.ts';
import { freePort } from '../support/tools.ts';
import type { Instance } from '../walk/instance.ts';
import { startInstance } from '../walk/instance.ts';
import { CHROMIUM, judge, launch, visit } from './browser.ts';
import type { Visit } from './browser.ts';
import { baseMapJourneys } from './journeys/base-map.ts';
import { outsideJourneys } from './journeys/outside.ts';
import { sourceJourneys } from './journeys/sources.ts';
import { tinyPmtiles } from './tiles.ts';
import type { RealWorld } from './world.ts';

if (CHROMIUM === null) console.warn('SKIPPED: the journeys outdoors need Chromium on the PATH');

describe.skipIf(CHROMIUM === null)('a real instance, which is no demo', () => {
  let home = '';
  let env: Record<string, string> = {};
  let instance: Instance;
  let browser: Browser;
  let operatorCode = '';
  const open: Visit[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'joka-real-'));
    await chmod(home, 0o711); // as root the database runs as another user, who must get through
    const tiles = join(home, 'tiles.pmtiles');
    await writeFile(tiles, tinyPmtiles());
    env = { JOKA_LOG_LEVEL: 'warn', JOKA_HOST: '0.0.0.0', JOKA_MAP_PMTILES: tiles };
    const made = await runJoka(['init', '--territory', '62510', '--alone', '--json'], { JOKA_HOME: home });
    const { operatorLink } = JSON.parse(made.out) as { operatorLink: string };
    operatorCode = new URL(operatorLink).hash.replace('#link=', '');
    // Eight offers in order, one without the date it needs.
    const pages = join(home, 'pages');
    await writePages(pages, [...inventedOffers(8), inventedOffer(8, { dateCreation: '31/12/2023' })]);
    await runJoka(['ingest', 'francetravail', pages], { JOKA_HOME: home });
    instance = await startInstance(home, await freePort(), env, 150_000);
    browser = await launch();
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  afterEach(() => judge(open.splice(0)));

  const world: RealWorld = {
    origin: () => instance.url,
    browser: () => browser,
    operatorCode: () => operatorCode,
    ingest: async (n) => {
      const pages = join(home, `pages-${n}`);
      await writePages(pages, inventedOffers(n));
      await runJoka(['ingest', 'francetravail', pages], { JOKA_HOME: home });
    },
    visit: async (options, origin = instance.url) => {
      const opened = await visit(browser, origin, options);
      open.push(opened);
      return opened;
    },
    restart: async (changed) => {
      const port = Number(new URL(instance.url).port);
      await instance.stop();
      const { JOKA_MAP_PMTILES: _, ...rest } = env;
      instance = await startInstance(home, port, { ...rest, ...changed }, 60_000);
    },
  };

  outsideJourneys(world);
  sourceJourneys(world);
  baseMapJourneys(world);
});
