-- Acknowledged rows wait here until a flush puts them in a Parquet file and takes exactly them out.
CREATE TABLE study.staging (
  id bigserial PRIMARY KEY,
  lake_table text NOT NULL CHECK (lake_table IN ('fixes','stays','trips','encounters','interactions','offers','offer_events','outcomes')),
  person uuid,
  territory text NOT NULL,
  at timestamptz NOT NULL,
  row jsonb NOT NULL
);
CREATE INDEX staging_order ON study.staging (lake_table, at, id);

CREATE TABLE study.partitions (
  lake_table text NOT NULL,
  week text NOT NULL,
  bits int NOT NULL DEFAULT 0,
  PRIMARY KEY (lake_table, week)
);

-- The manifest: readers list this, never the bucket. Object first, row second.
CREATE TABLE study.lake_files (
  id bigserial PRIMARY KEY,
  lake_table text NOT NULL,
  week text NOT NULL,
  bucket int NOT NULL,
  object_key text NOT NULL UNIQUE,
  sha256 text NOT NULL,
  rows bigint NOT NULL,
  bytes bigint NOT NULL,
  schema_version int NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX lake_files_by_table ON study.lake_files (lake_table, week, bucket);

-- A night's or a week's computation: parameters, versions, input hashes, row counts, output objects.
CREATE TABLE study.runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  territory text NOT NULL,
  week text,
  parameters jsonb NOT NULL,
  inputs jsonb NOT NULL DEFAULT '[]',
  outputs jsonb NOT NULL DEFAULT '{}',
  rows jsonb NOT NULL DEFAULT '{}',
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'done', 'failed')),
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);

-- Fixed catalogue, written weekly, suppression already applied. masked: value is null.
CREATE TABLE study.published (
  territory text NOT NULL,
  week text NOT NULL,
  table_name text NOT NULL,
  row_key text NOT NULL,
  measure text NOT NULL,
  value double precision,
  n int,
  low double precision,
  high double precision,
  masked boolean NOT NULL,
  -- how many more participants would unmask it, null when not masked for that reason
  missing int,
  published_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (territory, week, table_name, row_key, measure),
  CHECK (NOT masked OR (value IS NULL AND low IS NULL AND high IS NULL))
);
GRANT USAGE ON SCHEMA study TO joka_territory, joka_game;
GRANT SELECT ON study.published TO joka_territory;

-- The game stages rows about one of its players; the study pseudonym is found and used inside, never shown.
CREATE FUNCTION study.stage(player uuid, asked_table text, in_territory text, rows jsonb) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = study, vault, pg_temp AS $$
DECLARE study_pid uuid; n int;
BEGIN
  SELECT s.pid INTO study_pid
  FROM vault.link g JOIN vault.link s ON s.account = g.account AND s.domain = 'study'
       JOIN vault.consents_now c ON c.account = g.account AND c.purpose = 'research' AND c.given
  WHERE g.domain = 'game' AND g.pid = player;
  IF study_pid IS NULL THEN RETURN 0; END IF;
  INSERT INTO study.staging (lake_table, person, territory, at, row)
  SELECT asked_table, study_pid, in_territory, (r ->> 'at')::timestamptz, r - 'at' FROM jsonb_array_elements(rows) r;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION study.stage(uuid, text, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION study.stage(uuid, text, text, jsonb) TO joka_game;
