import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import type { Source } from '../offers/draft.ts';
import type { FeedOrigin } from './connector.ts';
import { MAPPED } from './mapped/connector.ts';
import { mappingOf } from './mapped/catalogue.ts';

const shared = fileURLToPath(new URL('../../../shared/data/feeds/', import.meta.url));
const sample = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

let bench: FeedBench;
beforeAll(async () => {
  bench = await feedBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

type Expected = {
  readonly offers: number;
  /** Rows set aside, by code. */
  readonly rejected?: Readonly<Record<string, number>>;
  /** Offers shown through another one. */
  readonly merged?: number;
  readonly precision: Readonly<Record<string, number>>;
  readonly complete?: boolean;
};

const source = (id: string): Source => ({
  id,
  name: id,
  origin: 'partner',
  licence: 'test',
  attribution: id,
});
const mapped = (id: string, file: string): FeedOrigin => ({
  connector: MAPPED,
  mapping: mappingOf(id),
  file,
});

/** Each recorded file, what comes out of it. Counts were looked at once by eye, row by row. */
const TABLE: readonly (readonly [string, FeedOrigin, Expected])[] = [
  [
    'francetravail/ (608 offers)',
    { connector: 'francetravail', dir: `${shared}francetravail` },
    { offers: 608, merged: 2, precision: { commune: 553, department: 30, region: 25 } },
  ],
  [
    'partners-lba/hellowork.xml',
    mapped('hellowork', `${shared}partners-lba/hellowork.xml`),
    { offers: 5, precision: { commune: 5 } },
  ],
  [
    'partners-lba/jobteaser.xml',
    mapped('jobteaser', `${shared}partners-lba/jobteaser.xml`),
    { offers: 2, precision: { commune: 2 } },
  ],
  // one of its two towns and postal codes was invented by the publisher of the sample
  [
    'partners-lba/kelio-talentview.xml',
    mapped('kelio', `${shared}partners-lba/kelio-talentview.xml`),
    { offers: 2, precision: { commune: 1, department: 1 } },
  ],
  [
    'partners-lba/laposte.xml',
    mapped('laposte', `${shared}partners-lba/laposte.xml`),
    { offers: 2, precision: { commune: 2 } },
  ],
  [
    'partners-lba/engagement-jeunes.json',
    mapped('engagement-jeunes', `${shared}partners-lba/engagement-jeunes.json`),
    { offers: 2, precision: { commune: 2 } },
  ],
  [
    'partners-lba/pass-fonction-publique.rss',
    mapped('pass', `${shared}partners-lba/pass-fonction-publique.rss`),
    { offers: 7, precision: { commune: 7 } },
  ],
  [
    'partners-lba/france-travail-cegid.json',
    mapped('cegid', `${shared}partners-lba/france-travail-cegid.json`),
    { offers: 1, precision: { department: 1 } },
  ],
  [
    'partners-lba/leboncoin.csv',
    mapped('leboncoin', `${shared}partners-lba/leboncoin.csv`),
    { offers: 2, precision: { commune: 2 } },
  ],
  ['derived/ats.xml', mapped('ats', `${shared}derived/ats.xml`), { offers: 20, precision: { commune: 20 } }],
  [
    'derived/mission-locale.cp1252.csv',
    mapped('mission-locale', `${shared}derived/mission-locale.cp1252.csv`),
    { offers: 10, precision: { commune: 10 } },
  ],
  // one mission at two addresses, one of them with a street and a point
  [
    'engagement/correct-feed.xml',
    { connector: 'engagement', file: `${shared}engagement/correct-feed.xml` },
    { offers: 2, precision: { door: 1, commune: 1 } },
  ],
  [
    'engagement/invalid-compensation-feed.xml',
    { connector: 'engagement', file: `${shared}engagement/invalid-compensation-feed.xml` },
    { offers: 0, rejected: { FEED_FIELD_TYPE: 1 }, precision: {} },
  ],
  // examples of schema.org: no identifier, no date, no place in France
  [
    'jsonld/*.jsonld',
    { connector: 'jobposting', dir: `${shared}jsonld` },
    { offers: 4, precision: { none: 4 } },
  ],
  [
    'derived/jsonld/*.html',
    { connector: 'jobposting', dir: `${shared}derived/jsonld` },
    { offers: 8, precision: { commune: 8 } },
  ],
  [
    'sample of La bonne alternance',
    { connector: 'labonnealternance', dir: sample('labonnealternance/sample') },
    { offers: 2, rejected: { FEED_FIELD_TYPE: 1 }, precision: { door: 1, commune: 1 } },
  ],
  [
    'sample of API Engagement',
    { connector: 'engagement', dir: sample('engagement/sample') },
    { offers: 3, precision: { door: 1, commune: 2 } },
  ],
  [
    'sample of JobPosting pages',
    { connector: 'jobposting', dir: sample('jobposting/sample') },
    { offers: 2, precision: { commune: 2 } },
  ],
];

const counted = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

describe.skipIf(!existsSync(shared))('every recorded feed through its connector', () => {
  test.each(TABLE)('%s', async (name, origin, expected) => {
    const { row } = await bench.run(origin, source('recorded'));
    const offers = await bench.offers();
    const held = await bench.held();
    const found = {
      offers: offers.length,
      rejected: counted(held.map(({ code }) => code)),
      merged: offers.filter(({ duplicate_of: other }) => other !== null).length,
      precision: counted(offers.map(({ precision }) => precision)),
      complete: row.complete,
    };
    if (process.stdout.isTTY) console.log(name, JSON.stringify(found));
    expect(found).toEqual({ rejected: {}, merged: 0, complete: true, ...expected });
    for (const offer of offers) {
      expect(offer.title.trim()).not.toBe('');
      expect([offer.lat, offer.lng]).not.toEqual([0, 0]);
      expect(JSON.stringify([offer.title, offer.description, offer.employer])).not.toMatch(
        /<\/(?:p|li|strong)>|&nbsp;|&#039;/,
      );
    }
    const again = await bench.run(origin, source('recorded'));
    expect(again.row).toMatchObject({ created: 0, updated: 0, withdrawn: 0, unchanged: expected.offers });
  });
});
