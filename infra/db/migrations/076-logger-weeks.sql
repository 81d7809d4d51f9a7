-- What only the place where a logger's file is read can compute, since it alone knows the home: one figure per week.
CREATE TABLE study.logger_weeks (
  person uuid NOT NULL,
  week text NOT NULL CHECK (week ~ '^\d{4}-W\d{2}$'),
  rg_km double precision NOT NULL CHECK (rg_km >= 0 AND rg_km < 20040),
  at timestamptz NOT NULL,
  PRIMARY KEY (person, week)
);

-- A person's own logger file, under the consent to research that holds: dwells after it, whole weeks after it.
-- outcome: no_consent, or taken with the beginning of the consent.
CREATE FUNCTION study.stage_logger(player uuid, in_territory text, dwells jsonb, weeks jsonb, received timestamptz)
RETURNS TABLE (outcome text, since timestamptz, staged int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = study, vault, offers, pg_temp AS $$
DECLARE study_pid uuid; began timestamptz; n int; clocks text;
BEGIN
  SELECT s.pid, c.at INTO study_pid, began
  FROM vault.link g JOIN vault.link s ON s.account = g.account AND s.domain = 'study'
       JOIN vault.consents_now c ON c.account = g.account AND c.purpose = 'research' AND c.given
  WHERE g.domain = 'game' AND g.pid = player;
  IF study_pid IS NULL THEN
    RETURN QUERY SELECT 'no_consent', NULL::timestamptz, 0;
    RETURN;
  END IF;
  n := study.stage(player, 'fixes', in_territory, dwells);
  SELECT t.zone INTO clocks FROM offers.territories t WHERE t.code = in_territory;
  INSERT INTO study.logger_weeks (person, week, rg_km, at)
  SELECT study_pid, w ->> 'week', (w ->> 'rgKm')::double precision, received FROM jsonb_array_elements(weeks) w
  WHERE to_date(w ->> 'week', 'IYYY"-W"IW')::timestamp AT TIME ZONE coalesce(clocks, 'Europe/Paris') >= began
  ON CONFLICT (person, week) DO UPDATE SET rg_km = excluded.rg_km, at = excluded.at
  WHERE logger_weeks.rg_km <> excluded.rg_km;
  RETURN QUERY SELECT 'taken', began, n;
END $$;
REVOKE ALL ON FUNCTION study.stage_logger(uuid, text, jsonb, jsonb, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION study.stage_logger(uuid, text, jsonb, jsonb, timestamptz) TO joka_game;
