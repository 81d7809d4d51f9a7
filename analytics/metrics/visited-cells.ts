import type { Metric, Relation } from './metric.ts';

const CELLS: Relation = {
  name: 'visited_cells',
  sql: () =>
    'SELECT g, count(DISTINCT h3_parent(cell, 10)) AS cells, bool_or(home) AS homely FROM unit_dwells GROUP BY g',
};

/**
 * Distinct resolution-10 cells (about 130 m wide, the unit of the game's clouds) with at least one kept dwell. Unit:
 * cells. Home is not a cell: a week observed at home only is 0, a week not observed is null; raw points have no cell and give `no_cell`. Grows with observation,
 * so read it beside `coverage`. Source: number of distinct locations, scikit-mobility `number_of_locations`, on cells.
 */
export const visitedCells: Metric = {
  name: 'visited_cells_res10',
  unit: 'cells',
  type: 'INTEGER',
  label: { fr: 'Mailles parcourues', en: 'Cells walked' },
  definition:
    'Distinct H3 cells of resolution 10 with at least one kept dwell in the week; home excluded; 0 when observed at home only.',
  source: 'number of distinct locations (scikit-mobility individual.py), on cells',
  need: { mode: 'any' },
  absent: 'not_observed',
  from: CELLS,
  value: 't.cells',
  reason: "CASE WHEN t.cells = 0 AND NOT t.homely THEN 'no_cell' END",
  reasons: ['no_cell'],
};
