import type { Contact } from './draft.ts';

/** What stands where a phone, an e-mail or a person's name was. */
export const REMOVED = '[contact retiré]';

const PHONE =
  /(?<![\d/=_.-])(?:(?:\+|00)\s?33[\s.-]{0,3}(?:\(0\)[\s.-]{0,3})?|0)[1-9](?:[\s.\-/]{0,3}\d{2}){4}(?!\d)/g;
const EMAIL =
  /[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|\(arobase\))\s?[a-z0-9][a-z0-9-]{0,62}(?:\s?\.\s?[a-z0-9-]{2,62}){1,4}/gi;
const CIVILITY = '(?:M\\.|Mr\\.?|MR\\.?|Mme\\.?|MME\\.?|Mlle|MLLE|Monsieur|Madame|Mademoiselle)';
const NAME = "[\\p{Lu}][\\p{L}'’-]*";
const PERSON = new RegExp(`(?<![\\p{L}])${CIVILITY}\\s+${NAME}(?:\\s+${NAME}){0,2}`, 'gu');

/** `contactez Camille EXEMPLE`: two to four capitalised words after a verb of contact, unless an institution's. */
const AFTER_VERB = new RegExp(
  `(?<=(?:contactez|contacter|appelez|appeler|joindre|joignez|demandez|demander|adresser (?:à|a)|auprès de)\\s+)` +
    `(?!(?:Pôle|Pole|France|Agence|Mission|Cap|La|Le|Les|Service|Direction|Mairie)\\b)${NAME}(?:\\s+${NAME}){1,3}`,
  'gu',
);
/** A line that is only a name, right above a line that starts with a phone or an e-mail. */
const ABOVE_PHONE = new RegExp(
  `^${NAME}(?:\\s+${NAME}){1,2}\\s*(?=\\n\\s*(?:[Tt][èée]l|[Pp]ort|[Mm]obile|[Mm]ail|[Cc]ourriel|[Ee]-mail|\\[contact))`,
  'gmu',
);

const MAYBE_EMAIL = /@|\((?:at|arobase)\)|\[at\]/i;
/** Each pattern of persons, behind a cheap test that most texts fail. */
const PERSONS: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:M\.|M[Rr]\b|M[Mm][Ee]|M[Ll][Ll][Ee]|Monsieur|Madame|Mademoiselle)/, PERSON],
  [/contacte|appele|joi(?:nd|gne)|demande|adresser|auprès/, AFTER_VERB],
  [/\n\s*(?:[Tt][èée]l|[Pp]ort|[Mm]obile|[Mm]ail|[Cc]ourriel|[Ee]-mail|\[contact)/, ABOVE_PHONE],
];

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A French phone number as ten digits in pairs (`03 21 45 67 89`); null when it is not one. */
export const tidyPhone = (text: string): string | null => {
  const digits = text
    .replaceAll(/\(0\)/g, '')
    .replaceAll(/\D/g, '')
    .replace(/^(?:0033|33)(?=[1-9]\d{8}$)/, '0');
  return /^0[1-9]\d{8}$/.test(digits) ? digits.replaceAll(/(\d{2})(?=\d)/g, '$1 ') : null;
};

export const findPhone = (text: string): string | null => {
  for (const [found] of text.matchAll(PHONE)) {
    const phone = tidyPhone(found);
    if (phone !== null) return phone;
  }
  return null;
};

export const findEmail = (text: string): string | null => {
  if (!MAYBE_EMAIL.test(text)) return null;
  for (const [found] of text.matchAll(EMAIL)) {
    const email = found
      .replaceAll(/\s/g, '')
      .replace(/\(at\)|\[at\]|\(arobase\)/i, '@')
      .toLowerCase();
    if (/^[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}$/.test(email)) return email;
  }
  return null;
};

/** The natural person a contact line names (`Société - Mme Camille EXEMPLE`), civility included; else null. */
export const findPerson = (text: string): string | null => text.match(PERSON)?.[0] ?? null;

/**
 * Takes phones, e-mails and persons out of a text. `known` are names the source gave apart, removed wherever they
 * stand, also without their civility. The marker keeps the sentence readable; `found` tells whether anything went.
 */
export const withoutContacts = (
  text: string,
  known: readonly string[] = [],
): { text: string; found: boolean } => {
  let clean = text;
  if (MAYBE_EMAIL.test(clean)) clean = clean.replaceAll(EMAIL, (m) => (findEmail(m) === null ? m : REMOVED));
  clean = clean.replaceAll(PHONE, (m) => (tidyPhone(m) === null ? m : REMOVED));
  for (const name of known) {
    const bare = name.replace(new RegExp(`^${CIVILITY}\\s+`, 'u'), '').trim();
    if (bare.length < 4) continue;
    clean = clean.replaceAll(
      new RegExp(
        `(?:${CIVILITY}\\s+)?(?<![\\p{L}])${escape(bare).replaceAll(/\s+/g, '\\s+')}(?![\\p{L}])`,
        'giu',
      ),
      REMOVED,
    );
  }
  for (const [maybe, pattern] of PERSONS) if (maybe.test(clean)) clean = clean.replaceAll(pattern, REMOVED);
  return { text: clean, found: clean !== text };
};

/** The contact of several lines and texts: the first phone and e-mail found; null when there is none at all. */
export const contactOf = (lines: readonly (string | null)[], person: string | null): Contact | null => {
  const text = lines.filter((line) => line !== null).join('\n');
  const contact = { phone: findPhone(text), email: findEmail(text), person };
  return contact.phone === null && contact.email === null && contact.person === null ? null : contact;
};
