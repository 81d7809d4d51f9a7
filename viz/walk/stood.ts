import { keep, kept } from '../data/store.ts';
import type { Place } from '../map/town.ts';
import { setHere } from './here.ts';

const keyOf = (owner: string): string => `stood ${owner}`;

/** Where the demo's walker last stood, kept on this device; null before the first walk. */
export const stoodAt = (owner: string): Promise<Place | null> => kept<Place | null>(keyOf(owner), null);

/** Keeps where the demo's walker stands. Never used for a person's own position. */
export const keepStanding = (owner: string, place: Place | null): Promise<void> => keep(keyOf(owner), place);

/** Puts the demo's walker back where it last stood. */
export const standAgain = async (owner: string): Promise<void> => {
  const place = await stoodAt(owner);
  if (place !== null) setHere({ place, at: Date.now(), accuracyM: 8 });
};
