import { gunzipped } from '../reading/gunzip.ts';
import { createXmlSlicer } from '../reading/xml-records.ts';
import { readXmlRow } from '../reading/xml-row.ts';
import { textAt } from '../mapped/paths.ts';

/** The addresses of a sitemap, and the sitemaps of a sitemap index. */
export type Sitemap = { readonly pages: readonly string[]; readonly maps: readonly string[] };

/** The protocol's own limit is 50,000 per file. */
const MOST = 50_000;

const locations = (xml: string, element: 'url' | 'sitemap'): string[] => {
  const slicer = createXmlSlicer(element);
  const slices = [...slicer.write(xml), ...slicer.end().slices];
  return slices.flatMap((slice) => {
    if (!('text' in slice)) return [];
    const read = readXmlRow(slice.text);
    const found = 'row' in read ? textAt(read.row, 'loc') : null;
    return found !== null && URL.canParse(found) ? [new URL(found).href] : [];
  });
};

/**
 * Reads a sitemap or a sitemap index, zipped or not. Addresses of other hosts are left out: a sitemap speaks for its own
 * site.
 * @throws JokaError FEED_GZIP_BROKEN, FEED_GZIP_BOMB
 */
export const readSitemap = async (url: string, bytes: Uint8Array): Promise<Sitemap> => {
  const chunks: Uint8Array[] = [];
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };
  for await (const chunk of gunzipped(url, source())) chunks.push(chunk);
  const xml = new TextDecoder().decode(Buffer.concat(chunks));
  const { host } = new URL(url);
  const own = (list: readonly string[]): string[] =>
    [...new Set(list)].filter((address) => new URL(address).host === host).slice(0, MOST);
  return { pages: own(locations(xml, 'url')), maps: own(locations(xml, 'sitemap')) };
};

/** Whether bytes are a sitemap, by their root element; else they are a page. */
export const isSitemap = (url: string, contentType: string | null, bytes: Uint8Array): boolean =>
  /\.xml(\.gz)?$/i.test(new URL(url).pathname) ||
  (/xml/i.test(contentType ?? '') &&
    /<(?:urlset|sitemapindex)\b/.test(new TextDecoder().decode(bytes.subarray(0, 2000))));
