import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import iconv from 'iconv-lite';
import { mappedConnector } from '../../ingest/feeds/mapped/connector.ts';
import { mappingOf } from '../../ingest/feeds/mapped/catalogue.ts';
import { inParts } from '../../ingest/feeds/parts.ts';

// Proves that a feed of any length passes in constant memory: kept part by part, read, cut, mapped. The feed is made on
// the fly, so that nothing but the reading can need memory.

const { values } = parseArgs({
  options: {
    gigabytes: { type: 'string', default: '2' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const BYTES = Number(values.gigabytes) * 1e9;
const CHUNK = 1024 * 1024;
const LIMIT_MB = 300;

const WORDS =
  'Vous accueillez les clients, tenez la caisse et rangez les rayons de l’épicerie à Liévin. '.repeat(22);
const xmlRow = (n: number): string =>
  `<job><job_id>${n}</job_id><title><![CDATA[Vendeur nº ${n} (H/F)]]></title><description><![CDATA[${WORDS}${n}]]></description>` +
  `<company_title>Épicerie ${n % 977}</company_title><city>LIEVIN</city><postal_code>62800</postal_code><contract>CDI</contract>` +
  `<publication_date>2024-01-30 23:21:39</publication_date></job>\n`;
const csvRow = (n: number): string =>
  `ML-${n};Vendeur nº ${n} (H/F);Épicerie ${n % 977};Liévin;62800;CDI;"${WORDS}\n""${n}""";02/03/2023;;\r\n`;
const CSV_HEAD =
  'Référence;Intitulé du poste;Entreprise;Commune;Code postal;Type de contrat;Description;Date de publication;Contact;Téléphone\r\n';

type Shape = { readonly head: string; readonly row: (n: number) => string; readonly tail: string };
const XML: Shape = {
  head: '<?xml version="1.0" encoding="UTF-8"?>\n<root>\n',
  row: xmlRow,
  tail: '</root>\n',
};
const CSV: Shape = { head: CSV_HEAD, row: csvRow, tail: '' };

/** The feed in chunks that end anywhere, characters included. */
const chunksOf = async function* ({ head, row, tail }: Shape, encoding: string): AsyncGenerator<Buffer> {
  let text = head;
  let sent = 0;
  for (let n = 0; sent < BYTES; n += 1) {
    text += row(n);
    if (text.length < CHUNK) continue;
    const bytes = iconv.encode(text, encoding);
    text = '';
    sent += bytes.length;
    const middle = (n * 7919) % bytes.length;
    yield bytes.subarray(0, middle);
    yield bytes.subarray(middle);
  }
  yield iconv.encode(text + tail, encoding);
};

const rss = (): number => process.memoryUsage.rss() / 1e6;

const pass = async (mapping: string, shape: Shape, encoding: string, zipped: boolean) => {
  const connector = mappedConnector(mappingOf(mapping));
  globalThis.gc?.();
  const idle = rss();
  let peak = idle;
  const timer = setInterval(() => {
    peak = Math.max(peak, rss());
  }, 50);
  let bytes = 0;
  const hash = createHash('sha256');
  const source = zipped
    ? (Readable.from(chunksOf(shape, encoding)).pipe(createGzip({ level: 1 })) as AsyncIterable<Buffer>)
    : chunksOf(shape, encoding);
  const kept = async function* (): AsyncGenerator<Uint8Array> {
    // what keeping does: parts of one size, each hashed, one in memory at a time
    for await (const part of inParts(source)) {
      bytes += part.length;
      hash.update(part);
      yield part;
    }
  };
  const began = performance.now();
  let offers = 0;
  let refused = 0;
  for await (const items of connector.read({ name: 'feed', contentType: null, chunks: kept })) {
    for (const item of items)
      if (item.row && connector.readRow(item.row, item.place).length === 1) offers += 1;
      else refused += 1;
    peak = Math.max(peak, rss());
  }
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  return {
    feed: `${mapping}, ${encoding}${zipped ? ', gzip' : ''}`,
    gigabytesRead: Math.round(bytes / 1e7) / 100,
    offers,
    refused,
    seconds: Math.round(seconds),
    offersPerSecond: Math.round(offers / seconds),
    idleMb: Math.round(idle),
    peakMb: Math.round(peak),
    aboveIdleMb: Math.round(peak - idle),
    limitMb: LIMIT_MB,
  };
};

const PASSES = {
  xml: () => pass('hellowork', XML, 'utf-8', false),
  csv: () => pass('mission-locale', CSV, 'cp1252', false),
  gzip: () => pass('hellowork', XML, 'utf-16le', true),
} as const;
const results = [];
for (const [name, run] of Object.entries(PASSES))
  if (values.only === undefined || values.only === name) results.push(await run());
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const report = { evaluation: 'stream', date: new Date().toISOString().slice(0, 10), commit, results };
for (const result of results) console.log(JSON.stringify(result));
if (values.write)
  await writeFile(new URL('result.json', import.meta.url), `${JSON.stringify(report, null, 2)}\n`);
if (results.some(({ aboveIdleMb, refused }) => aboveIdleMb > LIMIT_MB || refused > 0)) process.exitCode = 1;
