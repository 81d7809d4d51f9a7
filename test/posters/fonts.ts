import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Glyph = { advanceWidth: number; path: { toSVG(): string } };
/** What is used of a font of fontkit, which comes with pdfkit. */
export type Font = {
  readonly unitsPerEm: number;
  readonly capHeight: number;
  layout(text: string): { glyphs: Glyph[]; positions: { xAdvance: number }[] };
};

/** A typeface of a `@fontsource` package: the package and the weight. */
export type Typeface = { family: string; weight: number };

const face = (family: string, weight: number): Typeface => ({ family, weight });

/** Printed typefaces that reading may be tuned on. */
export const TUNED_FACES: readonly Typeface[] = [
  face('lato', 700),
  face('open-sans', 700),
  face('roboto', 500),
  face('montserrat', 700),
  face('oswald', 500),
  face('anton', 400),
  face('playfair-display', 700),
  face('merriweather', 700),
  face('nunito', 700),
  face('source-sans-3', 600),
];

/** Printed typefaces that no tuning run may see. */
export const HELD_BACK_FACES: readonly Typeface[] = [
  face('bebas-neue', 400),
  face('lora', 600),
  face('pt-serif', 700),
  face('work-sans', 600),
];

/** Handwriting, judged apart. */
export const HANDS: readonly Typeface[] = [
  face('caveat', 600),
  face('indie-flower', 400),
  face('patrick-hand', 400),
  face('permanent-marker', 400),
];

const opened = new Map<string, Font>();

/** The typeface's Latin part, from the file of its npm package. */
export const openFont = ({ family, weight }: Typeface): Font => {
  const name = `@fontsource/${family}/files/${family}-latin-${weight}-normal.woff`;
  const known = opened.get(name);
  if (known) return known;
  const own = createRequire(import.meta.url);
  const fontkit = createRequire(own.resolve('pdfkit'))('fontkit') as { create(bytes: Uint8Array): Font };
  const font = fontkit.create(readFileSync(own.resolve(name)));
  opened.set(name, font);
  return font;
};
