import { JokaError } from '../../../game/errors.ts';
import type { Connector, FeedDocument } from '../connector.ts';
import { fetchFiles } from '../files.ts';
import type { FeedItem } from '../page-rows.ts';
import { textOf } from '../reading/text.ts';
import { fetchPostings } from './fetch.ts';
import { parseJsonLd, partsOfPage, postingsIn, saysGone } from './json-ld.ts';
import { keyOf, mapPosting, MAPPER_VERSION } from './mapper.ts';
import { postingId, readPosting } from './schema.ts';

/** Longest page read. */
const MAX_PAGE = 16 * 1024 * 1024;

const wholeText = async (document: FeedDocument): Promise<string> => {
  let text = '';
  for await (const chunk of textOf(document)) {
    text += chunk;
    if (text.length > MAX_PAGE) break;
  }
  return text;
};

/** The postings of a page or of a JSON-LD file; a page that says its offer is over has none. */
const postings = async function* (document: FeedDocument): AsyncGenerator<readonly FeedItem[]> {
  const text = await wholeText(document);
  const bare = /^\s*[[{]/.test(text);
  const parts = bare ? { blocks: [text], canonical: null, text: '' } : partsOfPage(text);
  const items: FeedItem[] = [];
  for (const block of parts.blocks) {
    const value = parseJsonLd(block);
    if (value === null) {
      const place = `${document.name}/JobPosting[${items.length}]`;
      items.push({ place, refusal: new JokaError('FEED_ROW_NOT_JSON', { place, reason: 'syntax' }) });
      continue;
    }
    for (const row of postingsIn(value)) {
      const place = `${document.name}/JobPosting[${items.length}]`;
      items.push({ place, row: parts.canonical === null ? row : { url: parts.canonical, ...row } });
    }
  }
  yield saysGone(parts.text) ? [] : items;
};

/** The page a row stood on, when its document is known by an address. */
const pageOf = (place: string): string | null => {
  const page = place.replace(/\/JobPosting\[\d+\]$/, '');
  return /^https?:\/\//.test(page) ? page : null;
};

/** schema.org JobPosting: pages, sitemaps and sitemap indexes by address; pages and JSON-LD files of a folder. */
export const jobPosting: Connector = {
  id: 'jobposting',
  mapperVersion: MAPPER_VERSION,
  fetch: (origin, cursor, doors) =>
    origin.url === undefined
      ? fetchFiles(origin, /\.(html?|jsonld|json)$/i, doors)
      : fetchPostings(origin, origin.url, cursor, doors),
  read: postings,
  readRow: (row, place) => mapPosting(readPosting(row, place, pageOf(place))),
  idOf: (row) => {
    const id = postingId(row);
    return id === null ? null : keyOf(id);
  },
  rowsPromised: () => null,
};
