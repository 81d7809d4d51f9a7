import { OFFER_FIELDS } from '../../../ingest/offers/fields.ts';
import { FLAGS } from '../../../ingest/offers/flags.ts';

const rows = (entries: Readonly<Record<string, string>>): string[] =>
  Object.entries(entries).map(([name, meaning]) => `- \`${name}\`: ${meaning}`);

/** `docs/offers.md`: every field and flag of an offer. */
export const offersPage = (): string =>
  [
    '# Offers: fields and flags',
    '',
    'Made from `ingest/offers/fields.ts` and `ingest/offers/flags.ts` by `npm run generate`. These are the fields of',
    '`joka offers --json`, one object per line. Null is "not said", never "no". No field ever holds a contact.',
    '',
    '## Fields',
    '',
    ...rows(OFFER_FIELDS),
    '',
    '## Flags',
    '',
    ...rows(FLAGS),
    '',
  ].join('\n');
