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
    expect(await bench.history('P1')).toEqual(['created', 'merged', 'parted']);
  });

  test('another commune and another text are never merged; a source’s own copy is, word for word only', async () => {
    const base = { description: long };
    const reworded = `${long} Rejoignez-nous dès lundi.`;
    await bench.run({
      dir: await bench.recorded([
        inventedOffer(0, base),
        { ...inventedOffer(0, base), id: 'INV9' },
        { ...inventedOffer(0, { description: reworded }), id: 'INV8' },
      ]),
    });
    await bench.run(
      {
        dir: await bench.recorded([
          inventedOffer(0, { ...base, id: 'P2', lieuTravail: { commune: '62498', libelle: '62 - LENS' } }),
          inventedOffer(0, {
            id: 'P4',
            origineOffre: { origine: '2' },
            description: 'Vous tenez seul une petite boutique de quartier le samedi, de neuf heures à midi.',
          }),
        ]),
      },
      partner,
    );
    const offers = await bench.offers();
    const hidden = offers.filter((o) => o.state !== 'open').map((o) => o.external_id);
    expect([['INV0000'], ['INV9']]).toContainEqual(hidden);
    // one text in two communes is one campaign with two workplaces
    const campaigns = new Map(offers.map((o) => [o.external_id, o.campaign]));
    expect(campaigns.get('P2')).toBe(campaigns.get('INV0000'));
    expect(campaigns.get('P2')).not.toBeNull();
    expect(campaigns.get('P4')).toBeNull();
  });
});
