import { useSyncExternalStore } from 'react';
import type { Place } from '../map/town.ts';

/** Where this phone or the demo's walker last was. Lives in memory only; never stored, sent or put in an address. */
export type Here = { place: Place; at: number; accuracyM: number };

let here: Here | null = null;
const listeners = new Set<() => void>();

export const hereNow = (): Here | null => here;

export const setHere = (next: Here | null): void => {
  here = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Draws again at each new position. */
export const useHere = (): Here | null => useSyncExternalStore(subscribe, hereNow);
