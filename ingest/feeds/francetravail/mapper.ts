import { contactOf, findPerson, withoutContacts } from '../../offers/contact-in-text.ts';
import type { OfferDraft } from '../../offers/draft.ts';
import type { OfferFlag } from '../../offers/flags.ts';
import { hasHtml, toLine, toPlainText } from '../../offers/plain-text.ts';
import { contractOf } from './contract.ts';
import { isAbsurd, parseSalary, salaryText } from '../../offers/sense/salary.ts';
import { factsOf } from './facts.ts';
import type { FranceTravailOffer } from './schema.ts';

/** Changes whenever the same row would give another offer; kept with each run. */
export const MAPPER_VERSION = 'francetravail-2';

const BEGINNER: Readonly<Record<string, boolean | null>> = { D: true, S: null, E: false };

const webAddress = (text: string | null): string | null => {
  const found = text === null ? null : /https?:\/\/[^\s<>"']+/i.exec(text)?.[0];
  if (!found || !URL.canParse(found)) return null;
  const url = new URL(found);
  // an address that carries a person's e-mail or a password is not shown
  return url.username !== '' || /@|%40/.test(found) ? null : url.href;
};

const salaryOf = (offer: FranceTravailOffer, flags: OfferFlag[]): string | null => {
  if (offer.salary === null) return null;
  const salary = parseSalary(offer.salary);
  if (salary === null) return /\d/.test(offer.salary) ? toLine(offer.salary) : null;
  if (!isAbsurd(salary)) return salaryText(salary);
  flags.push('salary_absurd');
  return toLine(offer.salary);
};

/** One checked row in our words. Pure; the same row and version always give the same draft. */
export const mapFranceTravailOffer = (offer: FranceTravailOffer): OfferDraft => {
  const flags: OfferFlag[] = [];
  const person = offer.contactName === null ? null : findPerson(offer.contactName);
  const known = person === null ? [] : [person];
  const clean = (text: string | null, plain: (t: string) => string): string | null => {
    if (text === null) return null;
    if (hasHtml(text) && !flags.includes('html_in_text')) flags.push('html_in_text');
    const { text: rest, found } = withoutContacts(plain(text), known);
    if (found && !flags.includes('contact_in_text')) flags.push('contact_in_text');
    return rest === '' ? null : rest;
  };
  const title = clean(offer.title, toLine) ?? offer.appellation ?? offer.romeLabel ?? 'Offre sans titre';
  const description = clean(offer.description, toPlainText);
  const rome = offer.rome !== null && /^[A-N]\d{4}$/.test(offer.rome) ? offer.rome : null;
  const facts = factsOf(offer);
  if (offer.updatedAt === null) flags.push('updated_from_created');
  return {
    externalId: offer.id,
    title,
    description,
    employer: clean(offer.employer, toLine),
    contract: contractOf(offer),
    rome,
    tradeLabel: offer.romeLabel ?? offer.appellation,
    hours: clean(offer.hours ?? offer.workingTime, toLine),
    salary: salaryOf(offer, flags),
    beginner: offer.experience === null ? null : (BEGINNER[offer.experience] ?? null),
    place: { ...offer.place, label: offer.place.label },
    url: webAddress(offer.applyUrl) ?? webAddress(offer.originUrl) ?? webAddress(offer.partnerUrl),
    createdAt: offer.createdAt,
    updatedAt: offer.updatedAt ?? offer.createdAt,
    facts: {
      ...facts,
      links: facts.links?.map((link) => webAddress(link)).filter((link) => link !== null) ?? [],
    },
    contact: contactOf([...offer.contactLines, offer.description], person),
    flags: flags.toSorted(),
  };
};
