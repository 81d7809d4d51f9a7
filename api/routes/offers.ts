import { getOffer, offersArrow, searchOffers } from '../contract/offers.ts';
import { offerLine } from '../readers/offer-line.ts';
import { offersToArrow } from '../readers/offers-arrow.ts';
import { allOffers, findOffers, readOffer } from '../readers/offers.ts';
import type { Kit } from './kit.ts';

export const offerRoutes = ({ implement, db, clock, names }: Kit): void => {
  implement(searchOffers, async ({ query }) => findOffers(db.game, await names(), query));
  implement(offersArrow, async ({ query }) => {
    const nameOf = await names();
    return offersToArrow((await allOffers(db.game, query)).map((row) => offerLine(row, nameOf)));
  });
  implement(getOffer, async ({ params }) =>
    readOffer(db.game, await names(), params.id, new Date(clock.now())),
  );
};
