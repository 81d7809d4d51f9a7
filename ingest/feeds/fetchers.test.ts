import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { localHttp } from '../../test/support/local-http.ts';
import type { Source } from '../offers/draft.ts';
import { MAPPED } from './mapped/connector.ts';
import { mappingOf } from './mapped/catalogue.ts';
import { feedPipeline } from './pipeline.ts';

let bench: FeedBench;
const servers: Server[] = [];
let slept: number[] = [];
beforeAll(async () => {
  bench = await feedBench({
    http: localHttp,
    apiKey: () => 'test-key',
    sleep: async (ms) => {
      slept.push(ms);
      await Promise.resolve();
    },
  });
});
beforeEach(async () => {
  slept = [];
  await bench.reset();
});
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(() => bench.close());

const SOURCE: Source = { id: 'fetched', name: 'F', origin: 'partner', licence: 'test', attribution: 'F' };
type Answer = (url: URL, request: IncomingMessage, response: ServerResponse) => void;
const serve = async (answer: Answer): Promise<{ url: string; log: string[] }> => {
  const log: string[] = [];
  const server = createServer((request, response) => {
    log.push(request.url ?? '');
    answer(new URL(request.url ?? '/', 'http://x'), request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, log };
};
const sample = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const json = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

describe('La bonne alternance', () => {
  const jobs = sample('labonnealternance/sample/search.62.json');

  test('the export: a signed address without the key, one document, complete; a job that leaves is withdrawn', async () => {
    let body = jobs;
    const keys: unknown[] = [];
    const { url, log } = await serve((asked, request, response) => {
      keys.push(request.headers.authorization);
      if (asked.pathname === '/api/job/v1/export')
        json(response, { url: `http://${request.headers.host ?? ''}/file.json.gz?sig=1`, lastUpdate: 'x' });
      else response.writeHead(200).end(gzipSync(body));
    });
    const origin = { connector: 'labonnealternance', url: `${url}/api` };
    const first = await bench.run(origin, SOURCE);
    expect(first.row).toMatchObject({ created: 2, quarantined: 1, complete: true });
    expect(log).toEqual(['/api/job/v1/export', '/file.json.gz?sig=1']);
    expect(keys).toEqual(['Bearer test-key', undefined]);
    expect((await bench.offers())[0]).toMatchObject({ kind: 'apprenticeship', siret: null });
    body = jobs
      .replace('"status": "Active"', '"status": "Cancelled"')
      .replace('"title": 7', '"title": "Coiffeur"');
    expect((await bench.run(origin, SOURCE)).row).toMatchObject({ withdrawn: 1, created: 1 });
  });

  test('the search: one request a department, never complete', async () => {
    const { url, log } = await serve((_, __, response) => response.writeHead(200).end(jobs));
    const origin = { connector: 'labonnealternance', url, departments: ['59', '62'] };
    expect((await bench.run(origin, SOURCE)).row).toMatchObject({ created: 2, complete: false });
    expect(log).toEqual(['/job/v1/search?departements=59', '/job/v1/search?departements=62']);
  });

  test('without a key it says which variable is missing', async () => {
    const other = await feedBench({ http: localHttp });
    try {
      const id = await other.ask({ connector: 'labonnealternance', url: 'http://127.0.0.1:1' }, SOURCE);
      await expect(other.drive(feedPipeline.begin(id))).rejects.toThrow(/JOKA_LBA_API_KEY/);
    } finally {
      await other.close();
    }
  });
});

describe('API Engagement', () => {
  const page = (from: number, count: number, total: number) => ({
    ok: true,
    total,
    data: Array.from({ length: count }, (_, n) => ({
      _id: `m${from + n}`,
      title: `Mission ${from + n}`,
      postedAt: '2024-01-02T00:00:00.000Z',
      type: 'benevolat',
      addresses: [{ postalCode: '62300', city: 'Lens' }],
      applicationUrl: 'https://exemple.invalid/r',
    })),
  });

  test('page by page to the total, which proves it; 429 is waited out, 500 tried again', async () => {
    let asked = 0;
    const keys: unknown[] = [];
    const { url, log } = await serve((address, request, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(429, { 'retry-after': '7' }).end('{}');
      else if (asked === 2) response.writeHead(500).end();
      else {
        keys.push(request.headers['apikey']);
        const skip = Number(address.searchParams.get('skip'));
        json(response, page(skip, Math.min(2000, 2500 - skip), 2500));
      }
    });
    const { row } = await bench.run({ connector: 'engagement', url }, SOURCE);
    expect(row).toMatchObject({ created: 2500, complete: true });
    expect(slept.slice(0, 2)).toEqual([7000, 2000]);
    expect(new Set(keys)).toEqual(new Set(['test-key']));
    expect(log.slice(2).map((path) => /skip=(\d+)/.exec(path)?.[1])).toEqual(['0', '2000']);
  });

  test('a total that moves, or pages that stop early, prove nothing', async () => {
    const { url } = await serve((address, _, response) => {
      const skip = Number(address.searchParams.get('skip'));
      json(response, page(skip, skip === 0 ? 2000 : 0, skip === 0 ? 2500 : 2400));
    });
    expect((await bench.run({ connector: 'engagement', url }, SOURCE)).row).toMatchObject({
      complete: false,
    });
  });
});

describe('schema.org postings', () => {
  const posting = (n: number): string =>
    `<html><script type="application/ld+json">{"@type":"JobPosting","title":"Poste ${n}","datePosted":"2024-01-05",
     "jobLocation":{"address":{"addressLocality":"Lens","postalCode":"62300"}}}</script></html>`;

  test('a sitemap index, gzipped sitemaps, pages that are gone: complete; other hosts are left alone', async () => {
    const { url, log } = await serve((address, request, response) => {
      const own = `http://${request.headers.host ?? ''}`;
      const n = Number(/\/offre\/(\d+)/.exec(address.pathname)?.[1] ?? -1);
      if (address.pathname === '/sitemap.xml')
        response.end(
          `<sitemapindex><sitemap><loc>${own}/a.xml.gz</loc></sitemap><sitemap><loc>http://other.example/b.xml</loc></sitemap></sitemapindex>`,
        );
      else if (address.pathname === '/a.xml.gz') {
        const urls = Array.from({ length: 120 }, (_, i) => `<url><loc>${own}/offre/${i}</loc></url>`).join(
          '',
        );
        response.end(gzipSync(`<urlset>${urls}</urlset>`));
      } else if (n === 7) response.writeHead(410).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(posting(n));
    });
    const origin = { connector: 'jobposting', url: `${url}/sitemap.xml` };
    const { row, id } = await bench.run(origin, SOURCE);
    expect(row).toMatchObject({ created: 119, complete: true });
    expect(log.filter((path) => path.startsWith('/offre/'))).toHaveLength(120);
    const pages = await bench.db.offers
      .selectFrom('offers.raw_pages')
      .select('name')
      .where('run', '=', id)
      .execute();
    expect(pages).toHaveLength(119);
    expect((await bench.offers())[0]?.url).toMatch(/\/offre\/\d+$/);
    expect((await bench.run(origin, SOURCE)).row).toMatchObject({ unchanged: 119, updated: 0, withdrawn: 0 });
  });

  test('a page that fails leaves the rest, and proves nothing', async () => {
    const { url } = await serve((address, request, response) => {
      const own = `http://${request.headers.host ?? ''}`;
      if (address.pathname === '/s.xml')
        response.end(`<urlset><url><loc>${own}/1</loc></url><url><loc>${own}/2</loc></url></urlset>`);
      else if (address.pathname === '/1') response.writeHead(403).end();
      else response.end(posting(2));
    });
    const { row } = await bench.run({ connector: 'jobposting', url: `${url}/s.xml` }, SOURCE);
    expect(row).toMatchObject({ created: 1, complete: false });
  });
});

test('a mapped feed by address: encoding from the header, kept in parts, complete', async () => {
  const rows = Array.from({ length: 3000 }, (_, n) => `R${n};Employé ${n};Lens;62300;${'é'.repeat(2000)}`);
  const csv = `Référence;Intitulé du poste;Commune;Code postal;Description\n${rows.join('\n')}\n`;
  const { url } = await serve((_, __, response) =>
    response
      .writeHead(200, { 'content-type': 'text/csv; charset=iso-8859-1' })
      .end(Buffer.from(csv, 'latin1')),
  );
  const origin = { connector: MAPPED, mapping: mappingOf('mission-locale'), url: `${url}/offres.csv` };
  const { row, id } = await bench.run(origin, SOURCE);
  expect(row).toMatchObject({ created: 3000, complete: true, quarantined: 0 });
  const parts = await bench.db.offers
    .selectFrom('offers.raw_pages')
    .select(['part', 'items_read', 'whole'])
    .where('run', '=', id)
    .orderBy('page')
    .execute();
  expect(parts.map(({ part }) => part)).toEqual([0, 1]);
  expect(parts[0]).toMatchObject({ items_read: 3000, whole: true });
  expect((await bench.offers())[0]?.title).toBe('Employé 0');
});
