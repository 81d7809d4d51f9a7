import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The secret that pseudonyms are made with: that of the folder, or a new random one kept there, readable by its owner. */
export const studySecret = (folder: string): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    const secret = randomBytes(32).toString('hex');
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  }
};

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes `key.csv (person, id)`: who is who. It lies apart from the outputs and must not travel with them. */
export const writeKeys = (
  folder: string,
  keys: readonly { readonly id: string; readonly person: string }[],
): void => {
  const lines = keys
    .toSorted((a, b) => (a.person === b.person ? (a.id < b.id ? -1 : 1) : a.person < b.person ? -1 : 1))
    .map(({ id, person }) => `${person},${cell(id)}`);
  writeFileSync(path.join(folder, 'key.csv'), `person,id\n${lines.join('\n')}\n`, { mode: 0o600 });
};
