import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launch } from '../test/e2e/browser.ts';
import type { Bench } from './bench.ts';
import { round } from './bench.ts';
import type { Drawn } from './page/cells.ts';

const CELLS = 10_000;
const ORIGIN = 'http://bench.localhost';

/** Builds the page of this bench as one script. */
const buildPage = async (folder: string): Promise<string> => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('page/cells.ts', import.meta.url)),
        output: { format: 'iife', entryFileNames: 'cells.js' },
      },
    },
  });
  return readFile(join(folder, 'cells.js'), 'utf8');
};

const draw = (page: Page, ours: boolean): Promise<Drawn> =>
  page.evaluate(([count, which]) => globalThis.drawCells(count, which), [CELLS, ours] as const);

export const bench: Bench = {
  title: 'Figures on a map: the first frame of 10,000 cells, in headless Chromium with a software renderer',
  against: "deck.gl's H3HexagonLayer with its defaults, in the same browser",
  measures: ['viz/layers/cells-layer.ts', 'bench/page/cells.ts'],
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'joka-bench-'));
    const script = await buildPage(folder);
    await writeFile(join(folder, 'cells.js'), script);
    const browser = await launch();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.route(`${ORIGIN}/**`, (route) =>
        route.fulfill({ contentType: 'text/html', body: '<!doctype html><body style="margin:0"></body>' }),
      );
      await page.goto(`${ORIGIN}/`);
      await page.addScriptTag({ content: script });
      await draw(page, true); // the first compiles shaders for both
      const ours = await draw(page, true);
      const plain = await draw(page, false);
      if (ours.picked === null) throw new Error('the bench drew nothing that can be picked');
      return {
        cells: ours.cells,
        first_frame_ms: round(ours.firstMs),
        frame_ms: round(ours.frameMs),
        pick_ms: round(ours.pickMs),
        plain_first_frame_ms: round(plain.firstMs),
        plain_frame_ms: round(plain.frameMs),
        ratio_to_plain: round(ours.frameMs / plain.frameMs),
      };
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
