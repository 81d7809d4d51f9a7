import type { PhotoField } from '../../../game/photo.ts';
import { distance } from './distance.ts';
import type { AdLine } from './lines.ts';

const EXACT_ENOUGH = 0.75;

const PROVIDERS = [
  'gmail.com',
  'orange.fr',
  'wanadoo.fr',
  'hotmail.fr',
  'hotmail.com',
  'outlook.fr',
  'outlook.com',
  'free.fr',
  'laposte.net',
  'sfr.fr',
  'yahoo.fr',
  'yahoo.com',
  'icloud.com',
  'live.fr',
  'bbox.fr',
  'neuf.fr',
];
const ENDINGS = [
  'fr',
  'com',
  'net',
  'org',
  'eu',
  'info',
  'pro',
  'shop',
  'be',
  'example',
  'bzh',
  'alsace',
  'paris',
  're',
];

const ADDRESS = /^([a-z0-9](?:[a-z0-9._%+-]*[a-z0-9])?)@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,}))$/;

/**
 * An address that is exact, lower case, or null. A domain one slip away from a known provider is a misreading, not an
 * address: it is not repaired, since nobody saw the right one.
 */
export const exactEmail = (written: string): string | null => {
  const email = written.toLowerCase();
  const parts = ADDRESS.exec(email);
  const domain = parts?.[2];
  const ending = parts?.[3];
  if (domain === undefined || ending === undefined || email.includes('..')) return null;
  if (!ENDINGS.includes(ending)) return null;
  const misread = !PROVIDERS.includes(domain) && PROVIDERS.some((known) => distance(domain, known, 1) <= 1);
  return misread ? null : email;
};

/** What may stand before an address on its line; anything else may be a part of it that was torn off. */
const LEADS_IN = /(?:^|[:;>(-]|\b(?:a|mail|email|e-mail|courriel|cv|au|par|contact|ecrire|sur))\s*$/;

/** E-mail addresses read exactly; spaces around `@` and before the ending are closed. */
export const findEmails = (lines: readonly AdLine[]): PhotoField<string>[] =>
  lines.flatMap((line) => {
    if (!line.text.includes('@') || line.confidence < EXACT_ENOUGH) return [];
    const closed = line.text
      .replaceAll(/\s*@\s*/g, '@')
      .replaceAll(/(@[\w-]+)\s?\.\s?(?=[a-z]{2,6}\b)/gi, '$1.');
    return [...closed.matchAll(/[\w.%+-]+@[\w.-]+\w/g)].flatMap((match) => {
      const before = closed.slice(0, match.index).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
      const email = LEADS_IN.test(before) ? exactEmail(match[0]) : null;
      return email === null ? [] : [{ value: email, confidence: line.confidence, line: line.index }];
    });
  });
