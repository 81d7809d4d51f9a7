-- The only place where a person's pseudonyms meet. pid is random, one per domain.
CREATE TABLE vault.link (
  account text NOT NULL,
  domain text NOT NULL CHECK (domain IN ('game', 'study')),
  pid uuid NOT NULL DEFAULT gen_random_uuid(),
  PRIMARY KEY (account, domain),
  UNIQUE (domain, pid)
);

-- Append-only: the present state of a purpose is its latest row. No row means not given.
CREATE TABLE vault.consents (
  id bigserial PRIMARY KEY,
  account text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('play_position', 'research', 'share_adviser')),
  given boolean NOT NULL,
  text_version text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX consents_by_account ON vault.consents (account, purpose, id DESC);

-- Erased pseudonyms, hashed: re-applied after a restore, and answered 410 when a late batch comes.
CREATE TABLE vault.erasures (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  game_pid_sha256 text NOT NULL UNIQUE,
  study_pid_sha256 text NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);

CREATE VIEW vault.consents_now AS
  SELECT DISTINCT ON (account, purpose) account, purpose, given, text_version, at
  FROM vault.consents ORDER BY account, purpose, id DESC;

-- The game asks yes or no about one player; it never learns the study pseudonym.
CREATE FUNCTION vault.game_consents(player uuid, asked text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
  SELECT coalesce((SELECT c.given FROM vault.link l JOIN vault.consents_now c USING (account)
                   WHERE l.domain = 'game' AND l.pid = player AND c.purpose = asked), false)
$$;
REVOKE ALL ON FUNCTION vault.game_consents(uuid, text) FROM PUBLIC;
GRANT USAGE ON SCHEMA vault TO joka_game, joka_study;
GRANT EXECUTE ON FUNCTION vault.game_consents(uuid, text) TO joka_game;

-- The study lists who consents now, by study pseudonym only.
CREATE FUNCTION vault.study_persons() RETURNS TABLE (person uuid, research_since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = vault, pg_temp AS $$
  SELECT l.pid, c.at FROM vault.link l JOIN vault.consents_now c USING (account)
  WHERE l.domain = 'study' AND c.purpose = 'research' AND c.given
$$;
REVOKE ALL ON FUNCTION vault.study_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vault.study_persons() TO joka_study;
