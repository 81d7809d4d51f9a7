import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { feedBench } from '../../test/support/feed-run.ts';
import type { FeedBench } from '../../test/support/feed-run.ts';
import { inventedOffer, inventedOffers } from '../../test/support/francetravail-pages.ts';

let bench: FeedBench;

beforeAll(async () => {
  bench = await feedBench();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

describe('two sources', () => {
  const long = 'Vous accueillez les clients, tenez la caisse et rangez les rayons. '.repeat(6);
  const partner = { id: 'partner', name: 'P', origin: 'partner', licence: 'l', attribution: 'a' } as const;

  test('what both say word for word is shown once, the public one, and comes back when it leaves', async () => {
    const same = inventedOffer(0, { description: long });
    const other = { ...same, id: 'P1', description: long.toUpperCase() };
    await bench.run({ dir: await bench.recorded([other, ...inventedOffers(9, 40)]) }, partner);
    await bench.run({ dir: await bench.recorded([same, ...inventedOffers(9, 10)]) });
    const shown = async () =>
      (await bench.offers()).filter((o) => o.description?.length === long.trim().length);
    expect((await shown()).map((o) => [o.source, o.state, o.duplicate_of === null])).toEqual([
      ['francetravail', 'open', true],
      ['partner', 'withdrawn', false],
    ]);
    const again = await bench.run({ dir: await bench.recorded([other, ...inventedOffers(9, 40)]) }, partner);
    expect(again.row).toMatchObject({ created: 0, updated: 0, unchanged: 10, withdrawn: 0 });
    await bench.run({ dir: await bench.recorded(inventedOffers(9, 10)) });
    expect((await shown()).map((o) => [o.source, o.state])).toEqual([
      ['francetravail', 'withdrawn'],
      ['partner', 'open'],
    ]);
    expect(await bench.history('P1')).toEqual(['created', 'withdrawn', 'returned']);
  });

  test('one source’s own twins, other communes, other contracts and short texts are never merged', async () => {
    const base = { description: long };
    await bench.run({
      dir: await bench.recorded([inventedOffer(0, base), { ...inventedOffer(0, base), id: 'INV9' }]),
    });
    await bench.run(
      {
        dir: await bench.recorded([
          inventedOffer(0, { ...base, id: 'P2', lieuTravail: { commune: '62498', libelle: '62 - LENS' } }),
          inventedOffer(0, { ...base, id: 'P3', typeContrat: 'CDD' }),
          inventedOffer(0, { id: 'P4' }),
        ]),
      },
      partner,
    );
    expect((await bench.offers()).every((o) => o.state === 'open')).toBe(true);
  });
});
