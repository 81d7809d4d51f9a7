-- Work to do. A row is written in the transaction of the fact that causes it and closed by the pipeline's last step.
CREATE TABLE ops.outbox (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  subject text NOT NULL,
  attempt int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  closed_at timestamptz,
  outcome text CHECK (outcome IN ('done', 'failed', 'cancelled'))
);
-- At most one open row per piece of work: a second cause while it is open changes nothing.
CREATE UNIQUE INDEX outbox_one_open ON ops.outbox (kind, subject) WHERE closed_at IS NULL;
CREATE INDEX outbox_open ON ops.outbox (created_at) WHERE closed_at IS NULL;

-- Where each run of a pipeline stands; written after every advance. Same rows for both runners.
CREATE TABLE ops.pipeline_runs (
  outbox_id uuid PRIMARY KEY REFERENCES ops.outbox (id),
  kind text NOT NULL,
  subject text NOT NULL,
  attempt int NOT NULL,
  runner text NOT NULL CHECK (runner IN ('inline', 'temporal')),
  state jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('running', 'waiting', 'done', 'failed', 'cancelled')),
  wait_for text,
  wait_until timestamptz,
  steps int NOT NULL DEFAULT 0,
  tries int NOT NULL DEFAULT 0,
  error_code text,
  error_message text,
  started_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX pipeline_runs_recent ON ops.pipeline_runs (started_at DESC);

CREATE TABLE ops.signals (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  subject text NOT NULL,
  signal text NOT NULL,
  value jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  consumed_at timestamptz
);
CREATE INDEX signals_waiting ON ops.signals (kind, subject) WHERE consumed_at IS NULL;

CREATE TABLE ops.schedules (
  name text PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  cron text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  last_fired_at timestamptz
);

-- What could not be taken in, with its reason and where the bytes are; nothing good is lost beside it.
CREATE TABLE ops.quarantine (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  entry text NOT NULL CHECK (entry IN ('feed', 'photo', 'batch', 'form', 'file')),
  source text NOT NULL,
  place text NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  remedy text NOT NULL,
  object_key text,
  kind text,
  subject text,
  state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'retried', 'released', 'dropped')),
  tries int NOT NULL DEFAULT 0,
  at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (entry, source, place, code)
);

-- Who read or exported what about persons; shown to the person concerned.
CREATE TABLE ops.access_log (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL,
  purpose text,
  object text NOT NULL
);

GRANT SELECT, INSERT ON ops.outbox, ops.signals, ops.quarantine TO joka_idp, joka_game, joka_study, joka_vault, joka_offers;
GRANT INSERT ON ops.access_log TO joka_idp, joka_game, joka_study, joka_vault, joka_offers;
GRANT USAGE ON SEQUENCE ops.access_log_id_seq TO joka_idp, joka_game, joka_study, joka_vault, joka_offers;
