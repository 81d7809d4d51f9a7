import { createHash } from 'node:crypto';
import { CONTRACTS } from '../../../game/offer.ts';
import type { Contract } from '../../../game/offer.ts';
import type { OfferDraft, StatedPlace } from '../../offers/draft.ts';
import { foldText } from '../../places/names.ts';
import { contractOfWords } from '../contract-words.ts';
import type { RawObject } from '../row-reader.ts';
import { draftOf, romeOf } from '../stated.ts';
import type { Mapping } from './mapping.ts';
import { textAt } from './paths.ts';
import { factsOf } from './stated-facts.ts';
import { createValues } from './values.ts';
import type { Values } from './values.ts';

const isContract = (text: string): text is Contract => (CONTRACTS as readonly string[]).includes(text);

/** The mapping's own words first, then those every feed uses; a word of no contract is `other`. */
const contractOf = (values: Values): Contract => {
  const said = values.text('contract') ?? values.text('kind');
  if (said !== null && isContract(said)) return said;
  return contractOfWords(said) ?? contractOfWords(values.text('title')) ?? 'other';
};

/** A postal code that lost its leading zero on the way gets it back; anything else is none. */
const postalCodeOf = (text: string | null): string | null => {
  const digits = /\b(\d{4,5})\b/.exec(text ?? '')?.[1];
  return digits === undefined ? null : digits.padStart(5, '0');
};

const placeOf = (values: Values): StatedPlace => {
  const postalCode = postalCodeOf(values.text('postalCode'));
  const city = values.text('city');
  const department =
    /\b(\d{1,3}|2[AB])\b/.exec(values.text('department') ?? '')?.[1]?.padStart(2, '0') ??
    postalCode?.slice(0, 2);
  const label =
    values.text('place') ??
    (city === null
      ? (values.text('department') ?? values.text('region'))
      : department === undefined
        ? city
        : `${department} - ${city}`);
  return {
    label,
    commune: values.text('commune'),
    postalCode,
    lat: values.figure('lat'),
    lng: values.figure('lng'),
    address: values.text('street'),
  };
};

/** `1 800 à 2 000 euros par mois`, in words that the reading of pay understands, from figures apart. */
const salaryOf = (values: Values): string | null => {
  const words = values.text('salary');
  if (words !== null) return /[1-9]/.test(words) ? words : null;
  const min = values.figure('salaryMin');
  const max = values.figure('salaryMax');
  const figures = [min, max].filter((figure) => figure !== null && figure > 0);
  if (figures.length === 0) return null;
  const unit = values.text('salaryUnit');
  return `${figures.join(' à ')} euros${unit === null ? '' : ` ${unit}`}`;
};

const beginnerOf = (text: string | null): boolean | null => {
  if (text === null) return null;
  return /d[ée]butant|aucune exp|sans exp|no experience|^0\b/i.test(text) ? true : null;
};

/** True when the row says itself that it is no open offer. */
export const isSkipped = (mapping: Mapping, row: RawObject): boolean =>
  (mapping.skip ?? []).some(({ from, is }) => {
    const found = textAt(row, from);
    return found !== null && is.includes(found);
  });

/** What an offer without an id is known by: its title, employer and place, folded. */
const idFromContent = (values: Values): string =>
  createHash('sha256')
    .update(
      (['title', 'employer', 'city', 'postalCode', 'street'] as const)
        .map((name) => foldText(values.text(name) ?? ''))
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 24);

/** Makes the mapper of one mapping: pure, from a row to the offer it states. @throws JokaError FEED_FIELD_* */
export const createRowMapper = (mapping: Mapping) => {
  const valuesOf = createValues(mapping);
  return (row: RawObject, place: string): OfferDraft => {
    const values = valuesOf(row, place);
    const text = values.text;
    const created = values.instant('created');
    const updated = values.instant('updated');
    return draftOf({
      id: text('id')?.slice(0, 120) ?? (mapping.fields.id ? values.need('id') : idFromContent(values)),
      title: values.need('title').slice(0, 500),
      description: text('description'),
      employer: text('employer'),
      contract: contractOf(values),
      rome: romeOf(text('rome')),
      trade: text('trade'),
      hours: text('hours'),
      salary: salaryOf(values),
      beginner: beginnerOf(text('experience')),
      place: placeOf(values),
      url: text('url'),
      createdAt: created ?? updated,
      updatedAt: updated,
      facts: factsOf(values),
      person: text('person'),
      contactLines: [text('phone'), text('email'), text('person')],
    });
  };
};
