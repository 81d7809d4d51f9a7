import type { Contract } from '../../game/offer.ts';
import type { Random } from '../random.ts';
import type { Employer } from './employers.ts';
import { TRADES } from './trades.ts';
import type { Trade } from './trades.ts';

/** An offer of the town's job feed. Instants in milliseconds, UTC. */
export type TownOffer = {
  /** The source's id, `D0001`. */
  readonly externalId: string;
  readonly employer: Employer;
  readonly trade: Trade;
  readonly contract: Extract<Contract, 'cdi' | 'cdd' | 'interim' | 'apprenticeship'>;
  readonly beginner: boolean;
  readonly hours: string;
  /** Weekly hours are full time. */
  readonly fullTime: boolean;
  readonly salary: string | null;
  readonly createdAt: number;
  readonly closesAt: number;
};

const DAY = 86_400_000;
const CONTRACTS = ['cdi', 'cdd', 'interim', 'apprenticeship'] as const;

/** How many offers, over which time; the share that was open before it; the number of the first. */
export type OfferPlan = { count: number; begin: number; end: number; openBefore: number; from: number };

/** Offers over a time of the town. About half closes within two months. */
export const createOffers = (
  employers: readonly Employer[],
  plan: OfferPlan,
  random: Random,
): TownOffer[] => {
  const { count, begin, end, openBefore, from } = plan;
  const firms = employers.filter((e) => !e.shop);
  return Array.from({ length: count }, (_, i) => {
    const employer = random.chance(0.45) ? random.pick(firms) : random.pick(employers);
    const usual = random.chance(0.75);
    const trade = usual ? employer.trade : random.pick(TRADES.filter((t) => t.shops.length === 0));
    const createdAt =
      i < count * openBefore ? begin - random.between(1, 25) * DAY : random.between(begin, end - 0.4 * DAY);
    const fullTime = random.chance(0.68);
    return {
      externalId: `D${String(i + from).padStart(4, '0')}`,
      employer,
      trade,
      contract: CONTRACTS[random.weighted([0.42, 0.34, 0.18, 0.06])] ?? 'cdd',
      beginner: random.chance(0.55),
      hours: fullTime
        ? '35H Travail en journée'
        : random.pick(['24H Horaires variables', '20H Travail en soirée']),
      fullTime,
      salary: random.chance(0.6)
        ? `Horaire de ${random.pick(['11,88', '12,10', '12,50', '13,00'])} Euros`
        : null,
      createdAt: Math.floor(createdAt / 1000) * 1000,
      closesAt: Math.floor((createdAt + random.between(12, 75) * DAY) / 1000) * 1000,
    };
  });
};

/** Is an offer in the feed at this instant? */
export const isOpen = (offer: TownOffer, at: number): boolean => offer.createdAt <= at && at < offer.closesAt;
