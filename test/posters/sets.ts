import { createRandom } from '../../town/random.ts';
import { writeAd, type Ad } from './ad.ts';
import { HANDS, HELD_BACK_FACES, TUNED_FACES, type Typeface } from './fonts.ts';
import { photograph, type Stance } from './photograph.ts';
import { setSheet } from './sheet.ts';

/** `tuned`: reading may be tuned on it. `held`: texts and typefaces that no tuning run sees. `hand`: handwriting. */
export type PosterSet = 'tuned' | 'held' | 'hand';

/** A poster to photograph; `name` says set, number and stance. */
export type Poster = { name: string; set: PosterSet; stance: Stance; face: Typeface; ad: Ad; seed: string };

const FACES = { tuned: TUNED_FACES, held: HELD_BACK_FACES, hand: HANDS } as const;
/** Texts of each set. */
export const SET_SIZES = { tuned: 200, held: 100, hand: 24 } as const;

/** Poster `number` (from 0) of a set. The same number is the same text in both stances. */
export const posterOf = (set: PosterSet, number: number, stance: Stance): Poster => {
  const seed = `${set}/${number}`;
  const faces = FACES[set];
  const face = faces[number % faces.length] ?? TUNED_FACES[0];
  if (!face) throw new RangeError('no typeface');
  return { name: `${seed}/${stance}`, set, stance, face, ad: writeAd(seed), seed };
};

/** The photo of a poster. */
export const photographOf = async (
  poster: Poster,
  frame?: { width: number; height: number },
): Promise<Buffer> => {
  const random = createRandom(poster.seed);
  const sheet = await setSheet(poster.ad.lines, poster.face, random.fork('sheet'));
  return photograph(sheet, poster.stance, random.fork(poster.stance), frame);
};
