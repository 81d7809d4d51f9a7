import { IconLayer, TextLayer } from '@deck.gl/layers';
import { cellToLatLng } from 'h3-js';
import type { Place } from '../map/town.ts';
import { iconAtlas, ICON_MAPPING } from './icons.ts';

const FONT = 'Seravek, Ubuntu, Calibri, "DejaVu Sans Condensed", "Segoe UI", system-ui, sans-serif';
type Rgba = [number, number, number, number];

/** A commune's pile as it is drawn: never a place of an offer, only the commune's own point. */
export type DrawnPile = { id: string; name: string; place: Place; opened: number; total: number };

/** Piles "somewhere in" a commune: a stack of cards with how many are open of how many. */
export const pilesLayers = (piles: readonly DrawnPile[], dark: boolean) =>
  piles.length === 0
    ? []
    : [
        new IconLayer<DrawnPile>({
          id: 'piles',
          data: piles,
          pickable: true,
          iconAtlas: iconAtlas() as unknown as string,
          iconMapping: ICON_MAPPING,
          getIcon: () => 'pile',
          getPosition: ({ place }) => [place[0], place[1]],
          getSize: 40,
        }),
        new TextLayer<DrawnPile>({
          id: 'pile-words',
          data: piles,
          characterSet: 'auto',
          getText: ({ name, opened, total }) => `${name}  ${opened}/${total}`,
          getPosition: ({ place }) => [place[0], place[1]],
          getPixelOffset: [0, 30],
          getSize: 15,
          fontFamily: FONT,
          fontWeight: 600,
          getColor: dark ? ([238, 241, 247, 255] satisfies Rgba) : ([22, 36, 61, 255] satisfies Rgba),
          background: true,
          backgroundPadding: [6, 2],
          getBackgroundColor: dark
            ? ([24, 36, 57, 235] satisfies Rgba)
            : ([255, 253, 248, 235] satisfies Rgba),
        }),
      ];

/** Names of places on the map. */
export const namesLayer = (names: readonly { id: string; name: string; place: Place }[], dark: boolean) =>
  new TextLayer<{ id: string; name: string; place: Place }>({
    id: 'names',
    data: names,
    characterSet: 'auto',
    getText: ({ name }) => name,
    getPosition: ({ place }) => [place[0], place[1]],
    getSize: 15,
    fontFamily: FONT,
    fontWeight: 600,
    getColor: dark ? [238, 241, 247, 255] : [22, 36, 61, 255],
    background: true,
    backgroundPadding: [5, 1],
    getBackgroundColor: dark ? [15, 24, 41, 190] : [250, 247, 240, 190],
  });

/** How many pins wait under the clouds of a fixed tile; never which, never where in it. */
export type Glimmer = { tile: string; n: number };

/** A glimmer through the clouds: a reason to go somewhere. */
export const glimmerLayers = (glimmers: readonly Glimmer[], dark: boolean) => {
  const at = ({ tile }: Glimmer): [number, number] => {
    const [lat, lng] = cellToLatLng(tile);
    return [lng, lat];
  };
  // A text layer without text has no letters to draw its atlas from.
  if (glimmers.length === 0) return [];
  return [
    new TextLayer<Glimmer>({
      id: 'glimmers',
      data: glimmers,
      characterSet: 'auto',
      getText: ({ n }) => `✦ ${n}`,
      getPosition: at,
      getSize: ({ n }) => 15 + Math.min(9, n),
      fontFamily: FONT,
      fontWeight: 700,
      getColor: dark ? [255, 213, 138, 235] : [122, 74, 0, 225],
      background: true,
      backgroundPadding: [10, 5],
      getBackgroundColor: dark ? [70, 62, 44, 190] : [253, 240, 210, 215],
    }),
  ];
};

/** A shop window of the demo that can be photographed. */
export type DrawnWindow = { id: string; title: string; place: Place };

/** Windows one is close to: hollow diamonds. */
export const windowsLayer = (windows: readonly DrawnWindow[]) =>
  new IconLayer<DrawnWindow>({
    id: 'windows',
    data: windows,
    pickable: true,
    iconAtlas: iconAtlas() as unknown as string,
    iconMapping: ICON_MAPPING,
    getIcon: () => 'window',
    getPosition: ({ place }) => [place[0], place[1]],
    getSize: 30,
  });
