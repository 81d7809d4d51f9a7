import { createHash } from 'node:crypto';
import type { Connector, FeedDocument } from '../connector.ts';
import { fetchFiles } from '../files.ts';
import type { FeedItem } from '../page-rows.ts';
import { readRows } from '../reading/rows.ts';
import type { RowFormat } from '../reading/rows.ts';
import type { RawObject } from '../row-reader.ts';
import { createRowMapper, isSkipped } from './map-row.ts';
import { specOf } from './mapping.ts';
import type { Mapping } from './mapping.ts';
import { textAt } from './paths.ts';

/** Name of the connector in feed_runs.origin; the mapping stands beside it. */
export const MAPPED = 'mapped';

const EXTENSIONS = {
  xml: /\.(xml|gz)$/i,
  rss: /\.(rss|xml|gz)$/i,
  csv: /\.(csv|txt|tsv|gz)$/i,
  json: /\.(json|gz)$/i,
} as const;

/** How documents of a mapping are cut into rows. */
export const formatOf = (mapping: Mapping): RowFormat => {
  const encoding = mapping.encoding ?? null;
  if (mapping.format === 'csv') return { format: 'csv', delimiter: mapping.delimiter ?? null, encoding };
  if (mapping.format === 'json') return { format: 'json', item: mapping.item, encoding };
  return { format: 'xml', item: mapping.item ?? 'item', encoding };
};

/** Rows that say themselves that they are no open offer are left out: they are neither offers nor faults. */
const withoutSkipped = async function* (
  mapping: Mapping,
  document: FeedDocument,
): AsyncGenerator<readonly FeedItem[]> {
  for await (const items of readRows(document, formatOf(mapping)))
    yield mapping.skip === undefined
      ? items
      : items.filter(({ row }) => row === undefined || !isSkipped(mapping, row));
};

const idPath = (mapping: Mapping): string | null => {
  const { id } = mapping.fields;
  return id === undefined ? null : ([specOf(id).from].flat()[0] ?? null);
};

/** `hellowork-1-9f2a61c0`: its name and version, and what it says: a mapping edited without a new version is another. */
const versionOf = (mapping: Mapping): string =>
  `${mapping.id}-${mapping.version}-${createHash('sha256').update(JSON.stringify(mapping)).digest('hex').slice(0, 8)}`;

/** The connector of one mapping: files of a folder, one file, or an address. */
export const mappedConnector = (mapping: Mapping): Connector => {
  const mapRow = createRowMapper(mapping);
  const path = idPath(mapping);
  return {
    id: MAPPED,
    mapperVersion: versionOf(mapping),
    fetch: (origin, _, doors) => fetchFiles(origin, EXTENSIONS[mapping.format], doors),
    read: (document) => withoutSkipped(mapping, document),
    readRow: (row, place) => [mapRow(row, place)],
    idOf: (row: RawObject) => (path === null ? null : textAt(row, path)),
    rowsPromised: () => null,
  };
};
