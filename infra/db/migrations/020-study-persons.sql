-- The other end of an interaction, as the study sees it: a random pseudonym per person or member of staff who is not
-- in the study. Linked to the game's id only here.
CREATE TABLE vault.alters (
  other_kind text NOT NULL,
  other text NOT NULL,
  pid uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  PRIMARY KEY (other_kind, other)
);

-- A participant when the other is a player who consents to research too, else their pseudonym among alters.
CREATE FUNCTION vault.alter_pid(kind text, asked text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vault, pg_temp AS $$
DECLARE found uuid;
BEGIN
  SELECT s.pid INTO found
  FROM vault.link g JOIN vault.link s ON s.account = g.account AND s.domain = 'study'
       JOIN vault.consents_now c ON c.account = g.account AND c.purpose = 'research' AND c.given
  WHERE g.domain = 'game' AND g.pid::text = asked;
  IF found IS NULL THEN
    INSERT INTO vault.alters (other_kind, other) VALUES (kind, asked) ON CONFLICT DO NOTHING;
    SELECT a.pid INTO found FROM vault.alters a WHERE a.other_kind = kind AND a.other = asked;
  END IF;
  RETURN found;
END $$;
REVOKE ALL ON FUNCTION vault.alter_pid(text, text) FROM PUBLIC;

-- Devices that record all day for the study. Anything else that sends dwells is a phone in a play session.
CREATE TABLE study.loggers (
  device uuid PRIMARY KEY
);

-- As in 006, and: `device` becomes the mode of observation, since the study never learns which device; what happened before the consent that holds now is not staged; `other` leaves as a pseudonym.
CREATE OR REPLACE FUNCTION study.stage(player uuid, asked_table text, in_territory text, rows jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = study, vault, pg_temp AS $$
DECLARE study_pid uuid; since timestamptz; n int;
BEGIN
  SELECT s.pid, c.at INTO study_pid, since
  FROM vault.link g JOIN vault.link s ON s.account = g.account AND s.domain = 'study'
       JOIN vault.consents_now c ON c.account = g.account AND c.purpose = 'research' AND c.given
  WHERE g.domain = 'game' AND g.pid = player;
  IF study_pid IS NULL THEN RETURN 0; END IF;
  INSERT INTO study.staging (lake_table, person, territory, at, row)
  SELECT asked_table, study_pid, in_territory, (r ->> 'at')::timestamptz,
         (r - 'at' - 'device' - 'other')
         || CASE WHEN r ->> 'device' IS NULL THEN '{}'::jsonb
                 ELSE jsonb_build_object('observation', CASE WHEN EXISTS (
                        SELECT 1 FROM study.loggers l WHERE l.device::text = r ->> 'device') THEN 'logger' ELSE 'session' END)
            END
         || CASE WHEN r ->> 'other' IS NULL THEN '{}'::jsonb
                 ELSE jsonb_build_object('other', vault.alter_pid(coalesce(r ->> 'otherKind', 'peer'), r ->> 'other'))
            END
  FROM jsonb_array_elements(rows) r
  WHERE (r ->> 'at')::timestamptz >= since;
  GET DIAGNOSTICS n = ROW_COUNT;
  -- The other half of "15 minutes or 200,000 rows"; both ends of the primary key are index look-ups.
  IF (SELECT max(id) FROM study.staging) - (SELECT min(id) FROM study.staging) >= 200000 THEN
    INSERT INTO ops.outbox (kind, subject) VALUES ('lake-flush', 'all') ON CONFLICT DO NOTHING;
  END IF;
  RETURN n;
END $$;

-- Who consents now among the players of a territory: what a night's computation and every reader of it join.
CREATE FUNCTION vault.study_persons_in(in_territory text) RETURNS TABLE (person uuid, research_since timestamptz, age_band text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, game, pg_temp AS $$
  SELECT s.pid, c.at, p.age_band
  FROM game.players p
       JOIN vault.link g ON g.domain = 'game' AND g.pid = p.id
       JOIN vault.link s ON s.account = g.account AND s.domain = 'study'
       JOIN vault.consents_now c ON c.account = g.account AND c.purpose = 'research' AND c.given
  WHERE p.territory = in_territory
$$;
REVOKE ALL ON FUNCTION vault.study_persons_in(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.study_persons_in(text) TO joka_study;

-- Counts only: photos of consenting players received in a window, and how many players and published offers.
CREATE FUNCTION study.photo_counts(in_territory text, from_at timestamptz, to_at timestamptz)
RETURNS TABLE (photos int, published int, persons int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = study, vault, game, pg_temp AS $$
  SELECT count(*)::int, (count(*) FILTER (WHERE f.state = 'published'))::int, count(DISTINCT f.player)::int
  FROM game.photos f JOIN vault.link g ON g.domain = 'game' AND g.pid = f.player
       JOIN vault.consents_now c ON c.account = g.account AND c.purpose = 'research' AND c.given
  WHERE f.territory = in_territory AND f.received_at >= from_at AND f.received_at < to_at
$$;
REVOKE ALL ON FUNCTION study.photo_counts(text, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION study.photo_counts(text, timestamptz, timestamptz) TO joka_study;

-- The portrait of a territory counts what was open in past weeks.
GRANT SELECT ON offers.offer_history TO joka_study;

-- One row per computation: the same inputs, parameters and version give the same row. `saved` orders them by when they
-- were last written, whatever a set clock says.
ALTER TABLE study.runs ADD COLUMN saved bigserial;
CREATE INDEX runs_latest ON study.runs (kind, territory, saved DESC);
