import type { Connector, FeedDocument } from '../connector.ts';
import { fetchFiles } from '../files.ts';
import type { FeedItem } from '../page-rows.ts';
import { readRows } from '../reading/rows.ts';
import { textOf } from '../reading/text.ts';
import { fetchMissions } from './fetch.ts';
import { mapMission, MAPPER_VERSION } from './mapper.ts';
import { isOpenMission, missionId, readMission } from './schema.ts';

/** Whether a document is the API's JSON or a partner's XML: by its first character. */
const isJson = async (document: FeedDocument): Promise<boolean> => {
  for await (const text of textOf(document)) {
    const first = /\S/.exec(text)?.[0];
    if (first !== undefined) return first === '{' || first === '[';
  }
  return false;
};

const missions = async function* (document: FeedDocument): AsyncGenerator<readonly FeedItem[]> {
  const json = await isJson(document);
  const format = json
    ? ({ format: 'json', item: 'data', encoding: null } as const)
    : ({ format: 'xml', item: 'mission', encoding: null } as const);
  for await (const items of readRows(document, format))
    yield items.filter(({ row }) => row === undefined || isOpenMission(row));
};

/** API Engagement: the API itself, or a partner's XML feed of missions. */
export const engagement: Connector = {
  id: 'engagement',
  mapperVersion: MAPPER_VERSION,
  fetch: (origin, cursor, doors) =>
    origin.url === undefined
      ? fetchFiles(origin, /\.(json|xml|gz)$/i, doors)
      : fetchMissions(origin, origin.url, cursor, doors),
  read: missions,
  readRow: (row, place) => mapMission(readMission(row, place)),
  idOf: missionId,
  rowsPromised: () => null,
};
