import type { Duck } from '../../infra/duckdb/duck.ts';

/** Table `days` of `metrics/relations.ts` from `dwells`: a dwell counts in the local day it begins in. */
export const makeDays = async (duck: Duck): Promise<void> => {
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE days AS
    SELECT person, observation, day_ix, sum(observed_ms)::BIGINT AS observed_ms, max(quantum_m)::INTEGER AS quantum_m,
           bool_or((at_ms + offset_ms) % 86400000 < 25200000 OR (last_ms + offset_ms) % 86400000 >= 79200000
                   OR (at_ms + offset_ms) // 86400000 <> (last_ms + offset_ms) // 86400000) AS night
    FROM dwells GROUP BY person, observation, day_ix`);
};
