import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { freePort } from '../support/tools.ts';
import type { Instance } from '../walk/instance.ts';
import { startInstance } from '../walk/instance.ts';
import type { Visit } from './browser.ts';
import { CHROMIUM, judge, launch, visit } from './browser.ts';
import { fileJourneys } from './journeys/adviser-file.ts';
import { everyView } from './journeys/everyone.ts';
import { offlineJourneys } from './journeys/offline.ts';
import { keyJourneys } from './journeys/key.ts';
import { photoJourneys } from './journeys/photo.ts';
import { playerJourneys } from './journeys/player.ts';
import { staffJourneys } from './journeys/staff.ts';
import { stateJourneys } from './journeys/states.ts';
import { studyJourneys } from './journeys/study.ts';
import type { World } from './world.ts';

if (CHROMIUM === null) console.warn('SKIPPED: the web journeys need Chromium on the PATH (Debian: chromium)');

const ENV = { JOKA_DEMO_TOWN: 'small', JOKA_LOG_LEVEL: 'warn' };

describe.skipIf(CHROMIUM === null)('the web, in a real browser, on an instance as npm start gives it', () => {
  let home = '';
  let joka: Instance;
  let browser: Browser;
  const open: Visit[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'joka-web-'));
    await chmod(home, 0o711); // as root the database runs as another user, who must get through
    joka = await startInstance(home, await freePort(), ENV, 270_000);
    browser = await launch();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await joka?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  afterEach(() => judge(open.splice(0)));

  const world: World = {
    origin: () => joka.url,
    browser: () => browser,
    visit: async (options) => {
      const opened = await visit(browser, joka.url, options);
      open.push(opened);
      return opened;
    },
  };

  playerJourneys(world);
  offlineJourneys(world);
  stateJourneys(world);
  fileJourneys(world);
  keyJourneys(world);
  photoJourneys(world);
  studyJourneys(world);
  staffJourneys(world);
  everyView(world);
});
