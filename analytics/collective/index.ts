import { displacement } from './displacement.ts';
import { placeRanks, placeVisits, visitsPerHour } from './places.ts';
import type { CollectiveTable } from './table.ts';
import { explorationCurve, flows, mobilityNetwork } from './ways.ts';

/** Every table about many persons or places; a new one is added here and nowhere else. */
export const COLLECTIVE_TABLES: readonly CollectiveTable[] = [
  placeVisits,
  placeRanks,
  visitsPerHour,
  flows,
  mobilityNetwork,
  explorationCurve,
  displacement,
];
