import type { Contract } from '../../game/offer.ts';
import { contactOf, findPerson, withoutContacts } from '../offers/contact-in-text.ts';
import type { OfferDraft, StatedPlace } from '../offers/draft.ts';
import type { Facts } from '../offers/facts.ts';
import type { OfferFlag } from '../offers/flags.ts';
import { hasHtml, toLine, toPlainText } from '../offers/plain-text.ts';

/** What a row states, each value as its source wrote it but for its kind. Absent is null. */
export type Stated = {
  readonly id: string;
  readonly title: string;
  /** HTML or text. */
  readonly description: string | null;
  readonly employer: string | null;
  readonly contract: Contract;
  readonly rome: string | null;
  readonly trade: string | null;
  readonly hours: string | null;
  readonly salary: string | null;
  readonly beginner: boolean | null;
  readonly place: StatedPlace;
  readonly url: string | null;
  /** ISO 8601, UTC; null where the source dates nothing. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  /** The person to ask for, civility included or not. */
  readonly person: string | null;
  /** Lines that may hold a phone or an e-mail. */
  readonly contactLines: readonly (string | null)[];
  readonly facts?: Partial<Facts>;
  readonly flags?: readonly OfferFlag[];
};

/** Longest texts let through. */
export const LIMITS = { title: 500, description: 60_000, line: 2000 } as const;

/** A web address that may be shown: http(s), without a person's e-mail or a password in it; else null. */
export const webAddress = (text: string | null): string | null => {
  const found = text === null ? null : /https?:\/\/[^\s<>"']+/i.exec(text)?.[0];
  if (!found || !URL.canParse(found)) return null;
  const url = new URL(found);
  return url.username !== '' || /@|%40/.test(found) ? null : url.href;
};

/** `W.1` of ROME, from a code or a text that holds one; null when there is none. */
export const romeOf = (text: string | null): string | null =>
  /\b([A-N]\d{4})\b/.exec(text ?? '')?.[1] ?? null;

/**
 * One offer in our words of what a row states: plain text without contacts, the contact apart. Pure; what needs looking
 * up (place, trade, pay in the text) is done once, for all feeds, where offers are published.
 */
export const draftOf = (stated: Stated): OfferDraft => {
  const flags = new Set<OfferFlag>(stated.flags);
  const person = stated.person === null ? null : (findPerson(stated.person) ?? stated.person);
  const known = person === null ? [] : [person];
  const clean = (text: string | null, plain: (t: string) => string): string | null => {
    if (text === null) return null;
    if (hasHtml(text)) flags.add('html_in_text');
    const { text: rest, found } = withoutContacts(plain(text), known);
    if (found) flags.add('contact_in_text');
    return rest === '' ? null : rest;
  };
  const title = clean(stated.title, toLine) ?? stated.trade ?? 'Offre sans titre';
  const description = clean(stated.description, toPlainText);
  const employer = clean(stated.employer, toLine);
  const hours = clean(stated.hours, toLine);
  const salary = clean(stated.salary, toLine);
  if (stated.updatedAt === null && stated.createdAt !== null) flags.add('updated_from_created');
  return {
    externalId: stated.id,
    title,
    description,
    employer,
    contract: stated.contract,
    rome: stated.rome,
    tradeLabel: clean(stated.trade, toLine),
    hours,
    salary,
    beginner: stated.beginner,
    place: stated.place,
    url: webAddress(stated.url),
    createdAt: stated.createdAt,
    updatedAt: stated.updatedAt ?? stated.createdAt,
    ...(stated.facts === undefined ? {} : { facts: stated.facts }),
    contact: contactOf([...stated.contactLines, stated.description], person),
    flags: [...flags].toSorted(),
  };
};
