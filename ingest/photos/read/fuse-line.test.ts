import { expect, test } from 'vitest';
import { fuseLine } from './fuse-line.ts';

const heard = (text: string, confidence = 0.95) => ({ text, confidence });
const read = (text: string, confidence = 0.9, others: string[] = []) => ({ text, confidence, others });

test('Tesseract spells what both read: accents, blanks', () => {
  expect(fuseLine(heard('Seprésenteravec CV'), read('Se présenter avec CV')).text).toBe(
    'Se présenter avec CV',
  );
  expect(fuseLine(heard('Apprenti patissier'), read('Apprenti pâtissier')).text).toBe('Apprenti pâtissier');
});

test('where they read different words the surer engine stands alone, and is less sure', () => {
  const { text, confidence } = fuseLine(heard('COIFFEURMixte Nuit'), read('C01FF&UF', 0.4));
  expect(text).toBe('COIFFEURMixte Nuit');
  expect(confidence).toBeLessThan(0.9);
  expect(fuseLine(heard('Octavia HillGarden', 0.9), read('', 0)).text).toBe('Octavia Hill Garden');
  expect(fuseLine(heard('///', 0.3), read('Menu du jour', 0.92)).text).toBe('Menu du jour');
});

test('a number or an address is taken only where both engines say the same', () => {
  const same = fuseLine(heard('Tel 06 39 98 56 78'), read('Tél. 06 39 98 56 78'));
  expect(same.confidence).toBeGreaterThan(0.9);
  expect(same.text).toContain('06 39 98 56 78');
  const third = fuseLine(heard('06 39 98 56 78'), read('06 39 98 66 78', 0.9, ['06 39 98 56 78', '']));
  expect(third.text).toContain('56 78');
  expect(third.confidence).toBeGreaterThan(0.9);
  expect(fuseLine(heard('06 39 98 56 78'), read('06 39 98 66 78')).confidence).toBeLessThan(0.75);
  expect(fuseLine(heard('rh@magasin.example'), read('rn@magasin.example')).confidence).toBeLessThan(0.75);
  expect(
    fuseLine(heard('CV a: rh@magasin.example'), read('CV à rh @ magasin.example')).confidence,
  ).toBeGreaterThan(0.9);
});
