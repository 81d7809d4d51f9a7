import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import { mappingOf } from '../../ingest/feeds/mapped/catalogue.ts';
import { checkMapping } from '../../ingest/feeds/mapped/check.ts';
import type { Mapping } from '../../ingest/feeds/mapped/mapping.ts';

/** One of the mappings that come with Joka by its id, or a file of one. @throws JokaError FEED_MAPPING_* */
export const readMapping = async (name: string): Promise<Mapping> => {
  if (!name.endsWith('.json')) return mappingOf(name);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path.resolve(name), 'utf8'));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'not JSON' : 'not readable';
    throw new JokaError('FEED_MAPPING_INVALID', { mapping: name, field: 'the file', reason }, cause);
  }
  return checkMapping(value, path.basename(name));
};
