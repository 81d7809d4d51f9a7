import type { CollectiveTable } from './table.ts';

/**
 * Flows between places: trips and the persons who made them. Source: FlowDataFrame of scikit-mobility. Cells of few persons are
 * for whoever publishes to suppress.
 */
export const flows: CollectiveTable = {
  name: 'flows',
  definition:
    'Trips from each place to each other, and distinct persons who made them; ways unseen for longer than the gap are apart.',
  source: 'origin-destination matrix, scikit-mobility flowdataframe.py',
  columns: { from_place: 'key', to_place: 'key', trips: 'trips', unseen: 'trips', persons: 'persons' },
  shared: true,
  sql: ({ tripGapMinutes }) => `
    SELECT from_place, to_place, count(*) FILTER (WHERE gap_ms <= ${tripGapMinutes} * 60000) AS trips,
           count(*) FILTER (WHERE gap_ms > ${tripGapMinutes} * 60000) AS unseen, count(DISTINCT person)::INTEGER AS persons
    FROM trips WHERE from_place <> to_place GROUP BY ALL ORDER BY from_place, to_place`,
};

/** Each person's own network of ways between places. Source: scikit-mobility individual_mobility_network. */
export const mobilityNetwork: CollectiveTable = {
  name: 'mobility_networks',
  definition: 'Ways of each person from place to place, those back to the same place included.',
  source: 'individual mobility network, scikit-mobility individual.py',
  columns: { person: 'key', observation: 'key', from_place: 'key', to_place: 'key', ways: 'ways' },
  shared: false,
  sql: () =>
    `SELECT person, observation, from_place, to_place, count(*) AS ways FROM trips GROUP BY ALL ORDER BY ALL`,
};

/** The exploration curve S(n): distinct places after each visit. Source: Song et al. 2010. */
export const explorationCurve: CollectiveTable = {
  name: 'exploration',
  definition: 'Distinct places a person has stayed at after their n-th stay.',
  source: 'S(t), Song et al. 2010',
  columns: {
    person: 'key',
    observation: 'key',
    visit: 'stays so far',
    at_ms: 'milliseconds',
    places: 'places so far',
  },
  shared: false,
  sql: () => `
    WITH numbered AS (
      SELECT person, observation, first_ms, last_ms, place, row_number() OVER w AS visit,
             row_number() OVER (PARTITION BY person, observation, place ORDER BY first_ms, last_ms) AS again
      FROM stays WINDOW w AS (PARTITION BY person, observation ORDER BY first_ms, last_ms, place))
    SELECT person, observation, visit, first_ms AS at_ms,
           (sum((again = 1)::INTEGER) OVER (PARTITION BY person, observation ORDER BY visit))::INTEGER AS places
    FROM numbered ORDER BY person, observation, visit`,
};
