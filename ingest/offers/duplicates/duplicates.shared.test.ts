import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plantOffers } from '../../../test/support/planted-offers.ts';
import { recordedDrafts, recordOf } from '../../../test/support/recorded-offers.ts';
import { findDuplicates } from './find.ts';
import type { DuplicateRecord } from './record.ts';

const FEEDS = resolve(import.meta.dirname, '../../../../shared/data/feeds');
const present = existsSync(FEEDS);
if (!present) console.warn(`SKIPPED: no recorded feeds at ${FEEDS}`);

const togetherIn = (records: readonly DuplicateRecord[]) => {
  const cluster = new Map<string, number>();
  findDuplicates(records).clusters.forEach(({ centre, members }, n) => {
    for (const i of [centre, ...members.map(({ record }) => record)]) cluster.set(records[i]?.id ?? '', n);
  });
  return (a: string, b: string): boolean => cluster.has(a) && cluster.get(a) === cluster.get(b);
};

describe.skipIf(!present)('the 608 recorded offers', () => {
  const drafts = present ? recordedDrafts(resolve(FEEDS, 'francetravail')) : [];
  const records = drafts.map((draft) => recordOf('francetravail', draft));

  test('the labelled pairs: no false merge, both duplicates found', () => {
    const together = togetherIn(records);
    const rows = readFileSync(resolve(FEEDS, 'duplicates/offres-2024-01.pairs.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1);
    const pairs = rows.map((row) => row.split(','));
    expect(pairs).toHaveLength(21);
    const found = pairs.filter(([a = '', b = '']) => together(a, b)).map(([, , label]) => label);
    expect(found).toEqual(['dup', 'dup']);
  });

  test('300 pairs and more planted among them: recall at least 0.85, precision at least 0.98', () => {
    const labels = new Map(
      drafts.flatMap(({ rome, tradeLabel }) => (rome && tradeLabel ? [[rome, tradeLabel]] : [])),
    );
    // another seed than the one the weights were looked at with
    const planted = plantOffers(records, { same: 216, different: 144 }, labels, 11);
    const together = togetherIn([...records, ...planted.records]);
    const count = { hits: 0, wrong: 0, same: 0 };
    for (const { a, b, same } of planted.pairs) {
      if (same) count.same += 1;
      if (together(a, b)) count[same ? 'hits' : 'wrong'] += 1;
    }
    console.log(`planted: ${planted.pairs.length} pairs, ${JSON.stringify(count)}`);
    expect(planted.pairs.length).toBeGreaterThanOrEqual(300);
    expect(count.same).toBeGreaterThanOrEqual(100);
    expect(count.hits / count.same).toBeGreaterThanOrEqual(0.85);
    expect(count.hits / (count.hits + count.wrong)).toBeGreaterThanOrEqual(0.98);
  });
});
