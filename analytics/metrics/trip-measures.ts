import type { Metric, Relation } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';

/** Trips seen on their way: between two places, no longer unseen than the gap. */
const TRIPS: Relation = {
  name: 'trips',
  sql: ({ tripGapMinutes }) => `
    WITH firsts AS (
      SELECT person, observation, place, min(first_ms) AS first_ms FROM stays GROUP BY ALL),
    seen AS (
      SELECT t.g, t.from_place <> t.to_place AS moved, t.gap_ms <= ${tripGapMinutes} * 60000 AS seen, t.last_ms - t.first_ms AS ms,
             round(1000 * t.straight_m)::BIGINT AS straight_mm, round(1000 * t.path_m)::BIGINT AS path_mm,
             f.first_ms = t.last_ms AS first_time
      FROM unit_trips t LEFT JOIN firsts f
           ON f.person = t.person AND f.observation = t.observation AND f.place = t.to_place)
    SELECT g, count(*) FILTER (WHERE moved AND seen) AS trips, count(*) FILTER (WHERE moved AND NOT seen) AS unseen,
           count(*) FILTER (WHERE NOT moved) AS self_transitions, count(*) AS transitions,
           count(*) FILTER (WHERE moved AND seen AND first_time) AS first_times,
           sum(ms) FILTER (WHERE moved AND seen)::BIGINT / 60000.0 AS minutes,
           sum(straight_mm) FILTER (WHERE moved AND seen)::BIGINT / 1e6 AS straight_km,
           sum(path_mm) FILTER (WHERE moved AND seen)::BIGINT / 1e6 AS path_km,
           count(path_mm) FILTER (WHERE moved AND seen) AS pathed
    FROM seen GROUP BY g`,
};

const base = {
  need: WHOLE_DAYS,
  absent: 'no_trip_between_stays',
  from: TRIPS,
  parameters: ['tripGapMinutes'],
} as const;
const mean = {
  ...base,
  type: 'DOUBLE',
  reasons: ['no_trip_seen'],
  reason: "CASE WHEN t.trips = 0 THEN 'no_trip_seen' END",
} as const;

/** Trips: ways between two different places with no gap above `tripGapMinutes`. Source: trackintel trips.py. */
export const trips: Metric = {
  ...base,
  name: 'trips',
  unit: 'trips',
  type: 'INTEGER',
  label: { fr: 'Trajets', en: 'Trips' },
  definition: 'Ways between stays at two different places, seen without a gap above the limit.',
  source: 'trips, trackintel preprocessing/trips.py; nonzero trips, HuMobi',
  value: 't.trips',
};

/** Ways between two different places that were not seen on their way: how much `trips` may miss. */
export const unseenTrips: Metric = {
  ...base,
  name: 'unseen_trips',
  unit: 'trips',
  type: 'INTEGER',
  label: { fr: 'Trajets non vus', en: 'Trips not seen' },
  definition: 'Ways between stays at two different places with a gap above the limit.',
  source: 'gaps of trips, trackintel issues 615 and 635',
  value: 't.unseen',
};

/** Mean duration of trips. Unit: minutes. */
export const tripMinutes: Metric = {
  ...mean,
  name: 'mean_trip_minutes',
  unit: 'minutes',
  label: { fr: 'Durée moyenne des trajets', en: 'Mean duration of trips' },
  definition: 'Mean time between the two stays of a trip.',
  source: 'flight duration, RAPIDS and Jasmine',
  value: 't.minutes / nullif(t.trips, 0)',
};

/** Mean length of trips along the fixes. Unit: km. Null with `path_not_seen` where only stays are known. */
export const tripKm: Metric = {
  ...mean,
  name: 'mean_trip_km',
  unit: 'km',
  label: { fr: 'Longueur moyenne des trajets', en: 'Mean length of trips' },
  definition: 'Mean length of trips along the fixes kept.',
  source: 'flight length, RAPIDS and Jasmine',
  reasons: ['no_trip_seen', 'path_not_seen'],
  reason: "CASE WHEN t.trips = 0 THEN 'no_trip_seen' WHEN t.pathed < t.trips THEN 'path_not_seen' END",
  value: 't.path_km / nullif(t.pathed, 0)',
};

/** Trips to a place never stayed at before in what was observed. Source: first-time trips of exploration. */
export const firstTimeTrips: Metric = {
  ...base,
  name: 'first_time_trips',
  unit: 'trips',
  type: 'INTEGER',
  label: { fr: 'Trajets vers un lieu nouveau', en: 'Trips to a new place' },
  definition: 'Trips that end at a place never stayed at before in what was observed of the person.',
  source: 'exploration, Song et al. 2010, by trip',
  value: 't.first_times',
};

/** Share of the ways between stays that come back to the same place. Unit: share. Source: HuMobi self-transitions. */
export const selfTransitions: Metric = {
  ...base,
  name: 'self_transition_share',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Part des retours au même lieu', en: 'Share of self-transitions' },
  definition: 'Ways between stays at the same place ÷ all ways between stays.',
  source: 'self-transitions and stationarity, HuMobi',
  value: 't.self_transitions / t.transitions',
};
