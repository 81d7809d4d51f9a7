import { OBJECT_CATALOGUE, TABLE_CATALOGUE } from '../../../infra/db/catalogue.ts';
import { RETENTION } from '../../../infra/retention/rules.ts';
import { PHOTO_OFFER_DAYS } from '../../../ingest/offers/expire-photos.ts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** `docs/privacy.md`: what speaks of persons, how long it is kept, and what deletes it. */
export const privacyPage = (): string => {
  const personal = Object.entries(TABLE_CATALOGUE)
    .map(([name, { columns, kept }]) => {
      const held = Object.entries(columns)
        .filter(([, sensitivity]) => sensitivity.startsWith('personal'))
        .map(([column]) => `\`${column}\``);
      return [`\`${name}\``, held.join(', '), kept] as const;
    })
    .filter(([, columns]) => columns !== '');
  const days = (n: number): string => (n === 0 ? 'at once' : n === 1 ? '1 day' : `${n} days`);
  return `# What is kept about persons, and how long

Generated from the data catalogue (\`infra/db/catalogue\`) and the rules of the purge (\`infra/retention/rules.ts\`) by
\`npm run generate\`.

## Deleted when its time is over

Each night (work of kind \`purge\`, schedule \`purge\`), in this order. \`npx joka runs\` shows what the last one removed.
Positions of play are emptied 72 hours after they came (kind \`traces-purge\`, each hour). An ad photographed in a window
that nobody saw again for ${PHOTO_OFFER_DAYS} days (\`JOKA_PHOTO_OFFER_DAYS\`) is closed as expired, its contact deleted.

${table(
  ['rows of', 'kept', 'after'],
  RETENTION.map((rule) => [`\`${rule.table}\``, days(rule.days), rule.since]),
)}

## Deleted with the person

\`joka erase\`, or the person's own button, deletes or unlinks the rest: rows at once, files and results by the work of
kind \`erase\`.

${table(['table', 'columns that speak of a person', 'kept'], personal)}

## Objects

${table(
  ['prefix', 'speaks of', 'kept'],
  Object.entries(OBJECT_CATALOGUE).map(([prefix, { sensitivity, kept }]) => [
    `\`${prefix}/\``,
    sensitivity,
    kept,
  ]),
)}
`;
};
