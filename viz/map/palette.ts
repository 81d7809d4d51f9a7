/** Colours of a base map, pale and desaturated. */
export type Palette = Record<
  'ground' | 'built' | 'green' | 'works' | 'heap' | 'water' | 'rail' | 'casing' | 'street' | 'edge',
  string
>;

export const LIGHT: Palette = {
  ground: '#f3efe4',
  built: '#e6dfd0',
  green: '#d6dfc6',
  works: '#dcd5cf',
  heap: '#cfc8bd',
  water: '#b9cfdf',
  rail: '#8e8a84',
  casing: '#cfc6b3',
  street: '#fffdf8',
  edge: '#8b8576',
};

export const DARK: Palette = {
  ground: '#131d30',
  built: '#1c2940',
  green: '#1d3333',
  works: '#242c3c',
  heap: '#2b3140',
  water: '#1d3c58',
  rail: '#56627a',
  casing: '#0c1422',
  street: '#31415f',
  edge: '#7e8ba3',
};
