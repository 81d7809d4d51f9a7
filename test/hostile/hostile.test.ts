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

/** What became of a file: `refused`, `written anew`, or what went wrong. */
const outcomeOf = async (number: number): Promise<string> => {
  const { name, bytes } = await hostileFile(number);
  const kind = name.slice(name.indexOf(' ') + 1);
  try {
    const { jpeg } = await gate.admit(bytes, name);
    const out = Buffer.from(jpeg);
    if (out.includes('<script>') || out.includes('Exif')) return `${name}: what it carried came through`;
    return PICTURES.includes(kind) ? 'written anew' : `${name}: let in`;
  } catch (error) {
    if (!(error instanceof JokaError)) return `${name}: ${String(error)}`;
    const refused = error.spec.kind === 'terminal' && error.code !== 'PHOTO_KILLED_READER';
    return refused ? 'refused' : `${name}: ${error.code}`;
  }
};

test('thirty hostile files, one of each kind: refused with a code, or written anew without what they carried', async () => {
  expect(HOSTILE_KINDS).toBe(30);
  const outcomes: string[] = [];
  for (let number = 0; number < HOSTILE_KINDS; number += 1) outcomes.push(await outcomeOf(number));
  expect(outcomes.filter((outcome) => outcome !== 'refused' && outcome !== 'written anew')).toEqual([]);
  expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThanOrEqual(17);
}, 60_000);
