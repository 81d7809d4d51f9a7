import type { Metric } from './metric.ts';

/**
 * Distinct resolution-10 cells (about 130 m wide, the unit of the game's clouds) with at least one kept dwell. Unit:
 * cells. Home is not a cell: a week observed at home only is 0, a week not observed is null. Grows with observation,
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
  sql: `SELECT person, observation, week, count(DISTINCT h3_parent(cell, 10)) AS value, NULL::VARCHAR AS reason
        FROM dwells GROUP BY ALL`,
};
