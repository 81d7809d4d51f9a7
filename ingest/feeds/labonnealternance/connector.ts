import type { Connector, FeedDocument } from '../connector.ts';
import { fetchFiles } from '../files.ts';
import type { FeedItem } from '../page-rows.ts';
import { readRows } from '../reading/rows.ts';
import { fetchLba } from './fetch.ts';
import { mapLbaJob, MAPPER_VERSION } from './mapper.ts';
import { isOpenJob, lbaId, readLbaJob } from './schema.ts';

const openJobs = async function* (document: FeedDocument): AsyncGenerator<readonly FeedItem[]> {
  for await (const items of readRows(document, { format: 'json', item: 'jobs', encoding: 'utf-8' }))
    yield items.filter(({ row }) => row === undefined || isOpenJob(row));
};

/** La bonne alternance: the export or the search of the API Apprentissage, or files of either. */
export const laBonneAlternance: Connector = {
  id: 'labonnealternance',
  mapperVersion: MAPPER_VERSION,
  fetch: (origin, cursor, doors) =>
    origin.url === undefined
      ? fetchFiles(origin, /\.(json|gz)$/i, doors)
      : fetchLba(origin, origin.url, cursor, doors),
  read: openJobs,
  readRow: (row, place) => [mapLbaJob(readLbaJob(row, place))],
  idOf: lbaId,
  rowsPromised: () => null,
};
