import { gridDisk, latLngToCell } from 'h3-js';
import type { Path } from '../game/challenge.ts';
import type { Cell } from '../game/ids.ts';
import { FOG_RESOLUTION } from '../game/fog.ts';
import { TERRITORY } from './plan/communes.ts';
import { toDegrees } from './plan/projection.ts';
import type { Point } from './plan/projection.ts';
import type { Poster } from './posters/poster.ts';

const cellsNear = (place: Point, rings: number): Cell[] => {
  const { lat, lng } = toDegrees(place);
  return gridDisk(latLngToCell(lat, lng, FOG_RESOLUTION), rings) as Cell[];
};

/**
 * The invented town's treasure hunt: stay a minute at the corner where one begins, photograph the window beside it, meet
 * a volunteer. A year long, whenever the demo is opened.
 * @param now milliseconds UTC
 */
export const firstPath = (start: Point, posters: readonly Poster[], now: number): Path => {
  const [from, until] = [now - 60 * 86_400_000, now + 365 * 86_400_000];
  const window = posters[0];
  return {
    id: 'premiers-pas',
    version: 'demo-1',
    territory: TERRITORY.code,
    title: { fr: 'Premiers pas au centre', en: 'First steps downtown' },
    challenges: [
      {
        id: 'carrefour',
        title: { fr: 'Le carrefour', en: 'The crossroads' },
        text: {
          fr: 'Reste une minute au carrefour du départ et regarde les vitrines autour.',
          en: 'Stay a minute at the crossroads where you began and look at the windows around.',
        },
        cells: cellsNear(start, 1),
        from,
        until,
        proof: { kind: 'be_there', seconds: 60 },
        points: 10,
        after: [],
      },
      {
        id: 'vitrine',
        title: { fr: 'Une annonce en vitrine', en: 'An ad in a window' },
        text: {
          fr: "Près du carrefour, une vitrine porte une annonce d'emploi. Prends-la en photo.",
          en: 'Near the crossroads a window carries a job ad. Take a photo of it.',
        },
        cells: cellsNear(window?.place ?? start, 1),
        from,
        until,
        proof: { kind: 'photo' },
        points: 15,
        after: ['carrefour'],
      },
      {
        id: 'joker',
        title: { fr: "Quelqu'un qui connaît", en: 'Somebody who knows' },
        text: {
          fr: 'Rencontre un conseiller et dites-le tous les deux.',
          en: 'Meet an adviser, and both of you say so.',
        },
        cells: cellsNear(start, 2),
        from,
        until,
        proof: { kind: 'meeting', with: 'adviser' },
        points: 20,
        after: ['vitrine'],
      },
    ],
  };
};
