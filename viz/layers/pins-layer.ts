import { IconLayer } from '@deck.gl/layers';
import { cellToLatLng } from 'h3-js';
import type { getDiscoveries } from '../../api/contract/play.ts';
import type { ResponseOf } from '../../api/contract/route.ts';
import type { Place } from '../map/town.ts';
import { iconAtlas, ICON_MAPPING } from './icons.ts';

type Pin = ResponseOf<typeof getDiscoveries>['pins'][number];

/** A pin as it is drawn. `id` is the offer's. */
export type DrawnPin = { id: string; title: string; place: Place; icon: 'offer' | 'photo' };

const RING_M = 26;
const METRES_PER_DEGREE = 111_195;

/**
 * Places the pins: at the door where it is known, else around the middle of the cell, so that several offers of
 * one cell can each be tapped.
 */
export const placePins = (pins: readonly Pin[]): DrawnPin[] => {
  const inCell = new Map<string, number>();
  return pins.map(({ offer, cell, door }) => {
    const icon = offer.origin === 'photo' ? 'photo' : 'offer';
    if (door !== null) return { id: offer.id, title: offer.title, place: [door.lng, door.lat], icon };
    const nth = inCell.get(cell) ?? 0;
    inCell.set(cell, nth + 1);
    const [lat, lng] = cellToLatLng(cell);
    const angle = nth * 2.4;
    const reach = nth === 0 ? 0 : RING_M * Math.sqrt(nth);
    const dy = (reach * Math.cos(angle)) / METRES_PER_DEGREE;
    const dx = (reach * Math.sin(angle)) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
    return { id: offer.id, title: offer.title, place: [lng + dx, lat + dy], icon };
  });
};

/** The offers one has found, each a mark one can tap. */
export const pinsLayer = (pins: readonly DrawnPin[], chosen: string | null): IconLayer<DrawnPin> =>
  new IconLayer<DrawnPin>({
    id: 'pins',
    data: pins,
    pickable: true,
    iconAtlas: iconAtlas() as unknown as string,
    iconMapping: ICON_MAPPING,
    getIcon: ({ icon }) => icon,
    getPosition: ({ place }) => [place[0], place[1]],
    getSize: ({ id }) => (id === chosen ? 44 : 32),
    updateTriggers: { getSize: chosen },
  });
