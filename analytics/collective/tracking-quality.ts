/** How the tracked share is cut: over the whole extent, by local day, ISO week, weekday or hour of day. */
export const TRACKING_CUTS = ['all', 'day', 'week', 'weekday', 'hour'] as const;
export type TrackingCut = (typeof TRACKING_CUTS)[number];

const HOUR = 3_600_000;
const STEP: Readonly<Record<TrackingCut, number>> = {
  all: HOUR,
  day: 24 * HOUR,
  week: 168 * HOUR,
  weekday: 24 * HOUR,
  hour: HOUR,
};

/**
 * Temporal tracking quality: SQL `(person, part, quality)` of a relation of intervals `(person, first_ms, last_ms, offset_ms)`. Time
 * tracked ÷ extent, overlapping intervals once; those that end before or when they begin are passed over. `all` is ÷ the time from the
 * first beginning to the last end; a day is ÷ 24 h, a week ÷ 168 h; a weekday or an hour of day ÷ how much of it lies in
 * the calendar days that were tracked at all. Source: trackintel tracking_quality.py. A25.
 */
export const trackingQuality = (intervals: string, cut: TrackingCut): string => {
  const step = STEP[cut];
  const shift = cut === 'week' ? 72 * HOUR : 0;
  const valid = `
    good AS (SELECT person, first_ms + offset_ms AS first, last_ms + offset_ms AS last FROM ${intervals} WHERE last_ms > first_ms),
    seen AS (
      SELECT person, first, last, max(last) OVER (PARTITION BY person ORDER BY first, last
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM good),
    alone AS (SELECT person, greatest(first, coalesce(before, first)) AS first, last FROM seen WHERE last > coalesce(before, first)),
    cuts AS (
      SELECT person, part, (least(last, (part + 1) * ${step} - ${shift}) - greatest(first, part * ${step} - ${shift}))::BIGINT AS ms
      FROM (SELECT *, unnest(generate_series((first + ${shift}) // ${step}, (last - 1 + ${shift}) // ${step})) AS part FROM alone))`;
  if (cut === 'all')
    return `(WITH ${valid} SELECT person, 0::BIGINT AS part, sum(last - first)::BIGINT / (max(last) - min(first)) AS quality FROM alone GROUP BY person)`;
  if (cut === 'day' || cut === 'week')
    return `(WITH ${valid} SELECT person, part, sum(ms)::BIGINT / ${step} AS quality FROM cuts GROUP BY person, part)`;
  const name = cut === 'weekday' ? '(part + 3) % 7' : 'part % 24';
  const days = cut === 'weekday' ? 'count(DISTINCT part)' : 'any_value(d.days)';
  return `(WITH ${valid}, d AS (SELECT person, count(DISTINCT part * ${step} // 86400000) AS days FROM cuts GROUP BY person)
    SELECT c.person, ${name} AS part, sum(c.ms)::BIGINT / (${days} * ${step}) AS quality FROM cuts c JOIN d USING (person) GROUP BY ALL)`;
};
