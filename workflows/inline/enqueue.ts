import type pg from 'pg';

const SQL = `
SELECT count(graphile_worker.add_job(
         'advance', json_build_object('id', o.id, 'kind', o.kind), job_key => o.id::text, max_attempts => 25,
         priority => CASE WHEN o.kind IN ('photo', 'traces') THEN 0 ELSE 1 END))
FROM ops.outbox o LEFT JOIN ops.pipeline_runs r ON r.outbox_id = o.id
WHERE o.closed_at IS NULL AND o.paused_at IS NULL AND o.kind = ANY ($1)
  AND (r.outbox_id IS NULL
    OR (r.status = 'running' AND coalesce(r.lease_until <= clock_timestamp(), true))
    OR (r.status = 'waiting' AND (r.wait_until <= $2 OR EXISTS (
         SELECT 1 FROM ops.signals s WHERE s.kind = o.kind AND s.subject = o.subject
           AND s.signal = r.wait_for AND s.consumed_at IS NULL))))
  AND NOT EXISTS (
    SELECT 1 FROM graphile_worker.jobs j
    WHERE j.key = o.id::text AND j.attempts < j.max_attempts
      AND (j.locked_at IS NULL OR j.locked_at > now() - interval '5 seconds'))`;

/**
 * Gives every open row that can be advanced its job, unless it has one. A job that has been locked for a while although
 * nobody holds its row belongs to a dead process and is replaced; should it live after all, the claim lets one through.
 *
 * @param pool connected as the user who owns graphile-worker's schema and reads `ops`
 */
export const enqueueReady = async (pool: pg.Pool, kinds: readonly string[], now: Date): Promise<void> => {
  await pool.query(SQL, [kinds, now]);
};
