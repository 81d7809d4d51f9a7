import { churn } from './churn.ts';
import { coverage } from './coverage.ts';
import { diameter } from './diameter.ts';
import { entropy } from './entropy.ts';
import { newPlaces, returnShare, returnTime } from './exploration.ts';
import { farthestFromHome, homeConfidence, homeNights, homeShare, homeTime, meanFromHome } from './home.ts';
import { jumps, longestJump, meanJump, meanWait, medianJump, medianWait, pathLength } from './jumps.ts';
import type { Metric } from './metric.ts';
import { motifKinds, topMotifShare } from './motifs.ts';
import { newCells } from './new-cells.ts';
import { radiusOfTopPlaces, radiusOfVisits } from './radius-forms.ts';
import { radiusOfFixes } from './radius-of-fixes.ts';
import { radiusOfGyration } from './radius-of-gyration.ts';
import { radiusOutsideHome } from './radius-outside-home.ts';
import { predictability, realEntropy } from './real-entropy.ts';
import { regularity } from './regularity.ts';
import { meanStay, medianStay, movingShare, sdStay } from './stay-durations.ts';
import { topPlaceTimeShare, topThreeTimeShare } from './time-at-places.ts';
import { timeObserved } from './time-observed.ts';
import { tours } from './tours.ts';
import { firstTimeTrips, selfTransitions, tripKm, tripMinutes, trips, unseenTrips } from './trip-measures.ts';
import { randomEntropy, topVisitShare, visitEntropy, visitEvenness } from './visit-entropies.ts';
import { visitedCells } from './visited-cells.ts';
import { places, stays } from './visits.ts';
import { homeWork, workConfidence, workShare } from './work.ts';

/** Those of the game's person-week panel before anyone imported a logger file of their own. */
const PLAYED = [timeObserved, coverage, visitedCells, newCells, entropy, radiusOfGyration, radiusOutsideHome];

/**
 * Every measure, in the order of its columns: what the game's panel, `joka lab measures` and the catalogue read. A new one
 * is added here and nowhere else. `compute.ts` computes any subset at any grain.
 */
export const METRICS: readonly Metric[] = [
  ...PLAYED,
  stays,
  places,
  randomEntropy,
  visitEntropy,
  visitEvenness,
  topVisitShare,
  topPlaceTimeShare,
  topThreeTimeShare,
  realEntropy,
  predictability,
  radiusOfVisits,
  radiusOfTopPlaces,
  radiusOfFixes,
  diameter,
  jumps,
  pathLength,
  longestJump,
  meanJump,
  medianJump,
  meanWait,
  medianWait,
  meanStay,
  medianStay,
  sdStay,
  movingShare,
  homeConfidence,
  homeNights,
  homeShare,
  homeTime,
  farthestFromHome,
  meanFromHome,
  workConfidence,
  workShare,
  homeWork,
  regularity,
  churn,
  newPlaces,
  returnShare,
  returnTime,
  trips,
  unseenTrips,
  tripMinutes,
  tripKm,
  firstTimeTrips,
  selfTransitions,
  tours,
  motifKinds,
  topMotifShare,
];

/** Names of those of the game's person-week panel. */
export const PANEL_METRICS: readonly string[] = PLAYED.map(({ name }) => name);

/** Known whatever was seen, so 0 and never null when nothing was. */
export const ALWAYS_KNOWN: ReadonlySet<string> = new Set([timeObserved.name, coverage.name]);
