import { afterAll, expect, test } from 'vitest';
import { createChildGate } from '../../ingest/photos/gate/child-gate.ts';
import { JokaError } from '../../game/errors.ts';
import { HOSTILE_KINDS, hostileFile } from './files.ts';

const gate = createChildGate();
afterAll(() => gate.close());

/** Kinds that are pictures after all: let in, written anew, and then found to hold no ad. */
const PICTURES = [
  'page behind a jpeg',
  'four inks',
  'sixteen bits',
  'see-through',
  'exif trap',
  'exif of noise',
  'profile of noise',
  'animated webp',
  'text chunk bomb',
  'profile bomb',
  'flipped bytes jpeg',
  'flipped bytes png',
  'flipped bytes webp',
];

test('thirty hostile files, one of each kind: refused with a code, or written anew without what they carried', async () => {
  expect(HOSTILE_KINDS).toBe(30);
  for (let number = 0; number < HOSTILE_KINDS; number += 1) {
    const { name, bytes } = await hostileFile(number);
    const outcome = await gate.admit(bytes, name).then(
      ({ jpeg }) => Buffer.from(jpeg),
      (error: unknown) => error,
    );
    if (outcome instanceof Buffer) {
      expect(PICTURES, name).toContain(name.slice(name.indexOf(' ') + 1));
      expect(outcome.includes('<script>'), name).toBe(false);
      expect(outcome.includes('Exif'), name).toBe(false);
    } else {
      expect(outcome, name).toBeInstanceOf(JokaError);
      expect(outcome, name).toMatchObject({ spec: { kind: 'terminal' } });
      expect(outcome, name).not.toMatchObject({ code: 'PHOTO_KILLED_READER' });
    }
  }
}, 60_000);
