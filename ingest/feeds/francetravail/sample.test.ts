import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { feedBench } from '../../../test/support/feed-run.ts';
import type { FeedBench } from '../../../test/support/feed-run.ts';

let bench: FeedBench;
beforeAll(async () => {
  bench = await feedBench();
});
afterAll(() => bench.close());

test('the sample gives five offers of five kinds and sets the sixth row aside', async () => {
  const { row } = await bench.run({ dir: join(import.meta.dirname, 'sample') });
  expect(row).toMatchObject({ status: 'done', complete: true, created: 5, quarantined: 1 });
  const offers = await bench.db.offers
    .selectFrom('offers.offers')
    .select(['external_id', 'contract', 'precision', 'commune', 'department', 'flags'])
    .orderBy('external_id')
    .execute();
  expect(offers.map((o) => Object.values(o))).toEqual([
    ['9000001', 'interim', 'commune', '59178', '59', ['coordinates_swapped']],
    ['9000002', 'other', 'department', null, '62', ['salary_absurd']],
    ['9000003', 'cdi', 'region', null, null, []],
    ['900INVA', 'cdi', 'commune', '62510', '62', []],
    ['900INVB', 'apprenticeship', 'commune', '62498', '62', ['contact_in_text', 'html_in_text']],
  ]);
  const [aside] = await bench.db.ops.selectFrom('ops.quarantine').selectAll().execute();
  expect(aside).toMatchObject({ place: 'offres.3-5.json/resultats[2].intitule', code: 'FEED_FIELD_MISSING' });
});
