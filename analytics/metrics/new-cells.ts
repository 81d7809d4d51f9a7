import type { Metric } from './metric.ts';

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
  sql: `WITH firsts AS (
          SELECT person, observation, h3_parent(cell, 10) AS place, min(week) AS week
          FROM dwells WHERE cell IS NOT NULL GROUP BY ALL)
        SELECT d.person, d.observation, d.week, count(DISTINCT f.place) AS value, NULL::VARCHAR AS reason
        FROM (SELECT DISTINCT person, observation, week FROM dwells) d
             LEFT JOIN firsts f USING (person, observation, week) GROUP BY ALL`,
};
