import type { Connector } from '../connector.ts';
import { JokaError } from '../../../game/errors.ts';
import { readPageRows, readWholePage } from '../page-rows.ts';
import { parseContentRange, rowsOfRange } from './content-range.ts';
import { keepDirectory } from './directory.ts';
import { MAPPER_VERSION, mapFranceTravailOffer } from './mapper.ts';
import { franceTravailId, readFranceTravailOffer } from './schema.ts';
import { openClient, sweep } from './sweep.ts';

/** France Travail, "Offres d'emploi v2": recorded pages of a folder, or the API itself. */
export const franceTravail: Connector = {
  id: 'francetravail',
  mapperVersion: MAPPER_VERSION,
  fetch: async (origin, cursor, doors) => {
    if (origin.dir !== undefined) return keepDirectory(origin.dir, doors);
    if (origin.url !== undefined) return sweep(origin, origin.url, cursor, doors);
    throw new JokaError('FEED_ORIGIN_UNREADABLE', { origin: 'of the run', reason: 'neither dir nor url' });
  },
  read: (document) => readWholePage(document, (name, bytes) => readPageRows(name, bytes, 'resultats')),
  readRow: (row, place) => [mapFranceTravailOffer(readFranceTravailOffer(row, place))],
  idOf: franceTravailId,
  confirmGone: async (origin, ids, doors) => {
    if (origin.url === undefined) return ids;
    const client = openClient(origin, origin.url, doors);
    const gone: string[] = [];
    for (const id of ids) if (await client.isGone(id)) gone.push(id);
    return gone;
  },
  rowsPromised: (contentRange) => {
    const range = parseContentRange(contentRange);
    return range === null ? null : rowsOfRange(range);
  },
};
