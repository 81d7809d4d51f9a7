import { H3HexagonLayer } from '@deck.gl/geo-layers';

export type Rgb = readonly [number, number, number];
/** One cell of a map of figures. `value` null: masked. `id` is the H3 index. */
export type FigureCell = { id: string; value: number | null; persons: number | null };

/** Single-hue blue, pale to deep; told apart by colour-blind eyes. */
export const SEQUENCE: readonly Rgb[] = [
  [219, 230, 244],
  [166, 194, 226],
  [108, 152, 204],
  [58, 107, 168],
  [22, 58, 110],
];
export const MASKED_COLOUR: Rgb = [150, 146, 138];

/** Upper bounds of at most five classes that hold about as many cells each. */
export const classesOf = (values: readonly number[]): number[] => {
  const sorted = values.toSorted((a, b) => a - b);
  const bounds = SEQUENCE.map((_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / SEQUENCE.length) - 1]);
  return [...new Set(bounds.filter((bound): bound is number => bound !== undefined))];
};

/** The colour of a value among classes. */
export const colourOf = (value: number, classes: readonly number[]): Rgb => {
  const at = classes.findIndex((bound) => value <= bound);
  const spread =
    classes.length <= 1 ? SEQUENCE.length - 1 : (at * (SEQUENCE.length - 1)) / (classes.length - 1);
  return SEQUENCE[at === -1 ? SEQUENCE.length - 1 : Math.round(spread)] ?? MASKED_COLOUR;
};

/** Cells of resolution 9 as exact hexagons without outline, which is what draws and picks fastest. */
export const cellsLayer = (
  cells: readonly FigureCell[],
  classes: readonly number[],
): H3HexagonLayer<FigureCell> =>
  new H3HexagonLayer<FigureCell>({
    id: 'cells',
    data: cells,
    pickable: true,
    extruded: false,
    stroked: false,
    highPrecision: true,
    getHexagon: ({ id }) => id,
    getFillColor: ({ value }) => {
      const [r, g, b] = value === null ? MASKED_COLOUR : colourOf(value, classes);
      return [r, g, b, value === null ? 110 : 200];
    },
    updateTriggers: { getFillColor: classes },
  });
