import { gridDisk, latLngToCell } from 'h3-js';
import { keep, kept } from '../data/store.ts';
import type { Place } from '../map/town.ts';
import { HOME_RESOLUTION } from './trace.ts';

const keyOf = (owner: string): string => `home ${owner}`;

/** The home zone of this phone's player: at most two cells of resolution 8, which never leave the phone. */
export const homeZone = async (owner: string): Promise<ReadonlySet<string>> =>
  new Set(await kept<string[]>(keyOf(owner), []));

/** Takes the cell of a place and one of its neighbours by lot, so that the middle says nothing. */
export const chooseHome = async (owner: string, place: Place): Promise<ReadonlySet<string>> => {
  const cell = latLngToCell(place[1], place[0], HOME_RESOLUTION);
  const around = gridDisk(cell, 1).filter((each) => each !== cell);
  const lot = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  const neighbour = around[lot % around.length];
  const zone = neighbour === undefined ? [cell] : [cell, neighbour];
  await keep(keyOf(owner), zone);
  return new Set(zone);
};

/** Forgets the home zone. */
export const forgetHome = (owner: string): Promise<void> => keep(keyOf(owner), []);
