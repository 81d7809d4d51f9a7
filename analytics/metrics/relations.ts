/**
 * The tables that every measure reads, in one DuckDB. `traces/clean.ts` makes them from the lake's dwells,
 * `traces/points/clean-points.ts` from a researcher's raw points; whoever else makes them is measured by the same code.
 *
 * `person` has any one type. `observation` is `session` (screen on) or `logger` (all day). Instants are milliseconds
 * since 1970 in UTC; adding `offset_ms` gives the clocks of the person's zone. `day_ix` is the local day of a row's
 * beginning, counted from 1970-01-01. `x, y, z` is the place on a sphere of radius 1e12, null at a hidden home. `place`
 * is the same number for the same place of one person; across persons only where places were made shared. `quantum_m`
 * is the width of the place unit behind a row, 0 for raw points.
 */
export const RELATIONS = {
  dwells: {
    person: 'key',
    observation: 'VARCHAR',
    at_ms: 'BIGINT',
    last_ms: 'BIGINT',
    observed_ms: 'BIGINT: time it adds to what was observed before it',
    offset_ms: 'BIGINT',
    day_ix: 'INTEGER',
    cell: 'UBIGINT: H3 of resolution 11, null at home and for raw points',
    home: 'BOOLEAN',
    x: 'BIGINT',
    y: 'BIGINT',
    z: 'BIGINT',
    quantum_m: 'INTEGER',
  },
  days: {
    person: 'key',
    observation: 'VARCHAR',
    day_ix: 'INTEGER',
    observed_ms: 'BIGINT: time observed in that local day',
    night: 'BOOLEAN: anything seen before 07:00 or from 22:00 on',
    quantum_m: 'INTEGER',
  },
  stays: {
    person: 'key',
    observation: 'VARCHAR',
    first_ms: 'BIGINT',
    last_ms: 'BIGINT: last fix inside',
    ms: 'BIGINT',
    offset_ms: 'BIGINT',
    day_ix: 'INTEGER',
    place: 'BIGINT',
    home: 'BOOLEAN: known to be home, not inferred',
    x: 'BIGINT',
    y: 'BIGINT',
    z: 'BIGINT',
    quantum_m: 'INTEGER',
  },
  trips: {
    person: 'key',
    observation: 'VARCHAR',
    first_ms: 'BIGINT: end of the stay before',
    last_ms: 'BIGINT: beginning of the stay after',
    offset_ms: 'BIGINT',
    day_ix: 'INTEGER',
    from_place: 'BIGINT',
    to_place: 'BIGINT',
    straight_m: 'DOUBLE: between the two stays, null at a hidden home',
    path_m: 'DOUBLE: along the fixes kept between them, null when not known',
    gap_ms: 'BIGINT: longest time unseen between them',
  },
} as const;
