import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { createChildGate } from '../../gate/child-gate.ts';
import { photograph, POSTERS } from '../../test/poster.ts';
import { hits, wordsOf } from '../../test/words.ts';
import { understand } from '../../understand/understand.ts';
import { createFused } from '../fused.ts';
import { createTesseract } from '../tesseract.ts';
import { neuralFault, neuralIsInstalled } from './installed.ts';
import { createNeural } from './neural.ts';

const gate = createChildGate();
const [neural, tesseract] = [createNeural(), createTesseract()];
const fused = createFused(neural, tesseract);
afterAll(() => Promise.all([gate.close(), fused.close()]));
const poster = POSTERS[2];
if (!poster) throw new Error('no poster');

/** Folders named `sharp` anywhere under node_modules. */
const sharps = async (folder: string, depth = 0): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const inside = path.join(folder, entry.name);
    if (entry.name === 'sharp') found.push(inside);
    else if (entry.name.startsWith('@') && depth === 0) found.push(...(await sharps(inside, 1)));
    if (entry.isDirectory() && !entry.name.startsWith('@')) {
      found.push(...(await sharps(path.join(inside, 'node_modules'))));
    }
  }
  return found;
};

describe('what npm ci leaves', () => {
  test('the neural engine is there and its native part loads', async () => {
    expect(neuralIsInstalled()).toBe(true);
    expect(await neuralFault()).toBeNull();
  });
  test('there is one sharp, the one that the project names', async () => {
    const entry = createRequire(import.meta.url).resolve('sharp');
    const modules = entry.slice(0, entry.lastIndexOf(`${path.sep}sharp${path.sep}`));
    const own = path.join(modules, 'sharp');
    expect(await sharps(modules)).toEqual([own]);
    const root = path.resolve(import.meta.dirname, '../../../..');
    const wanted = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const found = JSON.parse(await readFile(path.join(own, 'package.json'), 'utf8')) as { version: string };
    expect(found.version).toBe(wanted.dependencies['sharp']);
  });
});

describe('both engines on one poster', () => {
  test('the networks find every line; together accents and the number are exact', async () => {
    const { jpeg } = await gate.admit(await photograph(poster));
    const seen = await neural.readLines(jpeg, 'poster');
    expect(seen.lines.length).toBeGreaterThanOrEqual(poster.lines.length);
    const { lines, engine } = await fused.read(jpeg, 'poster');
    expect(engine).toBe('fused');
    const wanted = wordsOf(poster.lines.join(' '));
    expect(hits(wanted, wordsOf(lines.map(({ text }) => text).join(' ')))).toBe(wanted.length);
    const draft = understand(lines);
    expect(draft.employer?.value).toBe('Boulangerie Lefèvre');
    expect(draft.phone?.value).toBe('06 39 98 56 78');
  });

  test.each([90, 180, 270])('a picture turned by %i degrees is turned back', async (degrees) => {
    const turned = await sharp(await photograph(poster))
      .rotate(degrees)
      .jpeg()
      .toBuffer();
    const { jpeg } = await gate.admit(turned);
    const { lines, turned: back } = await fused.read(jpeg, 'poster');
    expect(back).toBe(360 - degrees);
    expect(understand(lines).phone?.value).toBe('06 39 98 56 78');
  });

  test('without the networks Tesseract reads alone, and why is said', async () => {
    const told: unknown[] = [];
    const broken = createNeural({ memoryMb: 1 });
    const alone = createFused(broken, tesseract, (error) => told.push(error));
    const { jpeg } = await gate.admit(await photograph(poster));
    const { engine, lines } = await alone.read(jpeg, 'poster');
    expect(engine).toBe('tesseract');
    expect(lines.length).toBeGreaterThan(0);
    expect(told).toHaveLength(1);
    await broken.close();
  });
});
