import { isOpenToAll } from './offer.ts';
import type { Origin } from './offer.ts';
import type { Scenario } from './scenario.ts';

/** Keys of a person: one per `pointsPerKey` points; a key opens one discovery, points are never taken back. */
export type Keys = { readonly earned: number; readonly used: number; readonly free: number };

/** @param used discoveries opened with a key so far */
export const keysOf = (scenario: Scenario, points: number, used: number): Keys => {
  const earned = Math.floor(points / scenario.pointsPerKey);
  return { earned, used, free: Math.max(0, earned - used) };
};

/** Points until the next key. */
export const nextKeyIn = (scenario: Scenario, points: number): number =>
  scenario.pointsPerKey - (points % scenario.pointsPerKey);

/** Whether a key opens anything of an offer: the exact door of one that no public service published. */
export const keyOpens = (origin: Origin): boolean => !isOpenToAll(origin);
