import { cellToLatLng } from 'h3-js';
import type { listWindows } from '../../../api/contract/demo.ts';
import type { getDiscoveries } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import type { DrawnWindow } from '../../layers/town-layers.ts';
import type { Place } from '../../map/town.ts';
import { metresBetween } from '../../map/town.ts';

type Window = ResponseOf<typeof listWindows>['windows'][number];
/** A window to photograph, and the cell a photo of it is placed in. */
export type WindowLeft = DrawnWindow & { placeCell: string };
type Pin = ResponseOf<typeof getDiscoveries>['pins'][number];

/** Metres within which an opened door is a window's own. */
const SAME_DOOR_M = 15;

/** Whether a pin is the ad of this window: the same shop, or the same door. */
const isOf = ({ offer, door }: Pin, { title, place }: DrawnWindow): boolean =>
  offer.origin === 'photo' &&
  (offer.employer === title || (door !== null && metresBetween([door.lng, door.lat], place) < SAME_DOOR_M));

/** The demo's windows that this player has not found as a pin yet: under a pin there is nothing to photograph. */
export const windowsLeft = (windows: readonly Window[], pins: readonly Pin[]): WindowLeft[] =>
  windows
    .map(({ id, placeCell, shop }) => {
      const [lat, lng] = cellToLatLng(placeCell);
      return { id, title: shop, place: [lng, lat] satisfies Place, placeCell };
    })
    .filter((each) => !pins.some((pin) => isOf(pin, each)));
