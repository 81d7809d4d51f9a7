import { readdirSync, readFileSync } from 'node:fs';
import { JokaError } from '../../../game/errors.ts';
import { checkMapping } from './check.ts';
import type { Mapping } from './mapping.ts';

const FOLDER = new URL('mappings/', import.meta.url);

let loaded: readonly Mapping[] | null = null;

/** The mappings that come with Joka, by id. @throws JokaError FEED_MAPPING_INVALID */
export const mappings = (): readonly Mapping[] =>
  (loaded ??= readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => checkMapping(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')), name)));

/** @throws JokaError FEED_MAPPING_UNKNOWN */
export const mappingOf = (id: string): Mapping => {
  const found = mappings().find((mapping) => mapping.id === id);
  if (!found) throw new JokaError('FEED_MAPPING_UNKNOWN', { mapping: id });
  return found;
};
