import type { CollectiveTable } from './table.ts';

/**
 * Who visits each place: visits, persons, and how evenly they share it. Entropies in bits; scikit-mobility documents bits and
 * gives nats, so its normalised form never passes .693. Source: Cranshaw et al. 2010. A12, A13, A14.
 */
export const placeVisits: CollectiveTable = {
  name: 'place_visits',
  definition:
    'Visits per place, distinct persons, log2 of them, and −Σ p log2 p over persons, p a person’s share of its visits.',
  source: 'scikit-mobility collective.py; Cranshaw et al. 2010',
  columns: {
    place: 'key',
    visits: 'stays',
    persons: 'persons',
    random_entropy_bits: 'bits',
    entropy_bits: 'bits',
  },
  shared: true,
  sql: () => `
    WITH shares AS (SELECT place, person, count(*) AS n FROM stays GROUP BY place, person)
    SELECT place, sum(n)::BIGINT AS visits, count(*)::INTEGER AS persons, log2(count(*)) AS random_entropy_bits,
           CASE WHEN count(*) = 1 THEN 0.0
                ELSE greatest(0.0, log2(sum(n)) - sum(round(n * log2(n) * 1e9)::HUGEINT)::DOUBLE / 1e9 / sum(n)) END AS entropy_bits
    FROM shares GROUP BY place ORDER BY place`,
};

/** Visits in each hour, zeros between the first and the last included, on the persons' clocks. Source: scikit-mobility. */
export const visitsPerHour: CollectiveTable = {
  name: 'visits_per_hour',
  definition: 'Stays that begin in each local hour from the first to the last, 0 where none does.',
  source: 'visits per time unit, scikit-mobility collective.py',
  columns: { hour: 'hours since 1970 on local clocks', visits: 'stays' },
  shared: false,
  sql: () => `
    WITH hours AS (SELECT (first_ms + offset_ms) // 3600000 AS hour FROM stays),
    span AS (SELECT unnest(generate_series(min(hour), max(hour))) AS hour FROM hours)
    SELECT s.hour, count(h.hour) AS visits FROM span s LEFT JOIN hours h USING (hour) GROUP BY s.hour ORDER BY s.hour`,
};

/** Each person's places by rank: 1 is most visited, and last visited. Source: scikit-mobility individual.py. */
export const placeRanks: CollectiveTable = {
  name: 'place_ranks',
  definition:
    'Each person’s places: visits, share of them, stay time, and ranks by visits, by stay time and by last visit, 1 first.',
  source: 'location frequency, frequency rank, recency rank, scikit-mobility individual.py; FREQ, trackintel',
  columns: {
    person: 'key',
    observation: 'key',
    place: 'key',
    visits: 'stays',
    visit_share: 'share',
    ms: 'milliseconds',
    frequency_rank: 'rank',
    time_rank: 'rank',
    recency_rank: 'rank',
  },
  shared: false,
  sql: () => `
    WITH p AS (
      SELECT person, observation, place, count(*) AS visits, sum(ms)::BIGINT AS ms, min(first_ms) AS first, max(first_ms) AS last
      FROM stays GROUP BY ALL)
    SELECT person, observation, place, visits, visits / sum(visits) OVER w AS visit_share, ms,
           row_number() OVER (PARTITION BY person, observation ORDER BY visits DESC, first, place) AS frequency_rank,
           row_number() OVER (PARTITION BY person, observation ORDER BY ms DESC, first, place) AS time_rank,
           row_number() OVER (PARTITION BY person, observation ORDER BY last DESC, place) AS recency_rank
    FROM p WINDOW w AS (PARTITION BY person, observation) ORDER BY person, observation, place`,
};
