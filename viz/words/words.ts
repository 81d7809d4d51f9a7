import { useSyncExternalStore } from 'react';
import text from '../../docs/words.md?raw';
import type { Language } from './parse.ts';
import { parseWords } from './parse.ts';
import type { Values } from './say.ts';
import { fill } from './say.ts';

const WORDS = parseWords(text);
const STORED = 'joka.language';
const listeners = new Set<() => void>();

const read = (): Language => {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'fr';
  } catch {
    return 'fr';
  }
};
let language: Language = read();

/** Switches the language of the whole page and remembers it on this device only. */
export const setLanguage = (next: Language): void => {
  language = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(STORED, next);
  } catch {
    // A browser that keeps nothing still changes language until it is closed.
  }
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Says one key of `docs/words.md` in a language. An unknown key shows itself, and the test of words fails. */
export const say = (key: string, values?: Values, inLanguage: Language = language): string =>
  fill(inLanguage, WORDS[inLanguage].get(key) ?? key, values);

/** Whether a key exists: for words of a family that grows elsewhere, such as error codes. */
export const hasWord = (key: string): boolean => WORDS.fr.has(key);

/** Says a key where it exists, else the fallback: for families that grow elsewhere, such as codes and columns. */
export const sayOr = (key: string, fallback: string, values?: Values): string =>
  hasWord(key) ? say(key, values) : fallback;

export type Say = typeof say;

/** The page's words: `w('key', { n: 3 })`, and the language they are in. Draws again when it changes. */
export const useWords = (): { w: Say; language: Language } => ({
  w: say,
  language: useSyncExternalStore(subscribe, () => language),
});

document.documentElement.lang = language;
