import type { Metric, Relation } from './metric.ts';

/** The first unit of each cell is the least, since units of a person are numbered in order of time. */
const FIRSTS: Relation = {
  name: 'new_cells',
  sql: () => `
    WITH firsts AS (
      SELECT min(g) AS g, h3_parent(cell, 10) AS place FROM unit_dwells WHERE cell IS NOT NULL
      GROUP BY person, observation, place)
    SELECT d.g, count(f.place) AS cells, any_value(d.celled) AS celled
    FROM (SELECT g, bool_or(cell IS NOT NULL OR home) AS celled FROM unit_dwells GROUP BY g) d LEFT JOIN firsts f USING (g)
    GROUP BY d.g`,
};

/**
 * Resolution-10 cells that a person is seen in for the first time by this mode of observation. Unit: cells. In the
 * first observed week every cell is new. 0 when observed without any new cell, null when not observed. Source:
 * exploration S(t) of Song et al. 2010, as its weekly increment, on cells.
 */
export const newCells: Metric = {
  name: 'new_cells_res10',
  unit: 'cells',
  type: 'INTEGER',
  label: { fr: 'Nouvelles mailles', en: 'New cells' },
  definition:
    'H3 cells of resolution 10 whose first kept dwell of the person, in this mode of observation, falls in the week; all cells of the first observed week are new.',
  source: 'weekly increment of S(t), Song et al. 2010, on cells',
  need: { mode: 'any' },
  absent: 'not_observed',
  from: FIRSTS,
  value: 't.cells',
  reason: "CASE WHEN t.cells = 0 AND NOT t.celled THEN 'no_cell' END",
  reasons: ['no_cell'],
};
