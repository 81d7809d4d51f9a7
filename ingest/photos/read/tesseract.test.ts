import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { createChildGate } from '../gate/child-gate.ts';
import { photograph, POSTERS, SALE } from '../test/poster.ts';
import { hits, wordsOf } from '../test/words.ts';
import { understand } from '../understand/understand.ts';
import { createTesseract } from './tesseract.ts';

const gate = createChildGate();
const engine = createTesseract();
afterAll(async () => {
  await engine.close();
  await gate.close();
});

const expected: Record<string, { title: string; contract: string | null; phone: string | null }> = {
  seller: { title: 'Vendeur / Vendeuse', contract: 'cdi', phone: '03 53 01 67 89' },
  team: { title: 'Équipier / Équipière polyvalent(e)', contract: null, phone: null },
  apprentice: { title: 'Pâtissier / Pâtissière', contract: 'apprenticeship', phone: '06 39 98 56 78' },
  waiter: { title: 'Serveur / Serveuse', contract: 'cdd', phone: null },
  hairdresser: { title: 'Coiffeur / Coiffeuse', contract: 'cdd', phone: null },
  'self-service': { title: 'Employé / Employée libre-service', contract: 'cdi', phone: null },
  cook: { title: 'Cuisinier / Cuisinière', contract: null, phone: '06 39 98 54 32' },
  pharmacy: { title: 'Préparateur / Préparatrice en pharmacie', contract: 'cdi', phone: '03 53 01 22 10' },
};

describe('posters photographed a little askew', () => {
  test.each(POSTERS)('$name', async (poster) => {
    const { jpeg } = await gate.admit(await photograph(poster), poster.name);
    const { lines } = await engine.read(jpeg, poster.name);
    const wanted = wordsOf(poster.lines.join(' '));
    const read = wordsOf(lines.map(({ text }) => text).join(' '));
    const draft = understand(lines);
    expect(hits(wanted, read) / wanted.length, read.join(' ')).toBeGreaterThanOrEqual(0.9);
    expect(draft.verdict).toBe('vacancy');
    expect({
      title: draft.title?.value ?? null,
      contract: draft.contract?.value ?? null,
      phone: draft.phone?.value ?? null,
    }).toEqual(expected[poster.name]);
  });

  test('the line a field came from, and its box, hold the field', async () => {
    const [poster] = POSTERS;
    if (!poster) throw new Error('no poster');
    const { jpeg } = await gate.admit(await photograph(poster));
    const { lines } = await engine.read(jpeg, poster.name);
    const draft = understand(lines);
    const evidence = lines[draft.phone?.line ?? -1];
    expect(evidence?.text).toContain('67 89');
    // the sixth of six lines: in the lower third of the poster
    expect(evidence?.box.y).toBeGreaterThan(0.6);
    expect(evidence?.box.width).toBeGreaterThan(0.2);
  });
});

test('a poster that lies on its side is turned', async () => {
  const [poster] = POSTERS;
  if (!poster) throw new Error('no poster');
  const sideways = await sharp(await photograph(poster))
    .rotate(270)
    .jpeg()
    .toBuffer();
  const { jpeg } = await gate.admit(sideways);
  const { turned, lines } = await engine.read(jpeg, 'sideways');
  expect(turned).toBe(90);
  expect(understand(lines).phone?.value).toBe('03 53 01 67 89');
});

test('a sale is not a vacancy, and a blank wall says nothing', async () => {
  const sale = await gate.admit(await photograph(SALE));
  expect(understand((await engine.read(sale.jpeg, 'sale')).lines).verdict).toBe('other');
  const wall = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#b0a090' } })
    .jpeg()
    .toBuffer();
  const blank = await gate.admit(wall);
  expect(understand((await engine.read(blank.jpeg, 'wall')).lines)).toMatchObject({
    verdict: 'unread',
    title: null,
  });
});

test('progress only grows and ends at 100', async () => {
  const seen: number[] = [];
  const { jpeg } = await gate.admit(await photograph(SALE));
  await engine.read(jpeg, 'sale', (percent) => seen.push(percent));
  expect(seen.at(-1)).toBe(100);
  expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
});
