CREATE TABLE game.players (
  id uuid PRIMARY KEY,
  nickname text NOT NULL,
  territory text NOT NULL,
  age_band text NOT NULL CHECK (age_band IN ('16-17', '18-25')),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE game.devices (
  id uuid PRIMARY KEY,
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE
);

-- Same id and body: same answer. Same id, other body: 409. Kept in the transaction of the mutation itself.
CREATE TABLE game.mutations (
  id uuid PRIMARY KEY,
  actor text NOT NULL,
  route text NOT NULL,
  body_sha256 text NOT NULL,
  status int NOT NULL,
  answer jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- What phones send: dwells [{cell (res 11), firstAt, lastAt, n, accuracy}]. Lives 72 h.
CREATE TABLE game.batches (
  device uuid NOT NULL,
  seq bigint NOT NULL,
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  sent_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  body_sha256 text NOT NULL,
  dwells jsonb NOT NULL,
  settled_at timestamptz,
  -- reasons of dwells that cleared nothing: {"too_fast": 2, …}
  refused jsonb,
  PRIMARY KEY (device, seq)
);
CREATE INDEX batches_unsettled ON game.batches (player, sent_at) WHERE settled_at IS NULL;
CREATE INDEX batches_age ON game.batches (received_at);

CREATE TABLE game.cleared_cells (
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  cell text NOT NULL,
  day date NOT NULL,
  PRIMARY KEY (player, cell)
);

CREATE TABLE game.ledger (
  id bigserial PRIMARY KEY,
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  event text NOT NULL,
  points int NOT NULL CHECK (points > 0),
  rule text NOT NULL,
  scenario text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (player, event)
);

CREATE TABLE game.discoveries (
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  offer uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (player, offer)
);

-- What happened between a player and an offer or a person. No text, ever.
CREATE TABLE game.interactions (
  id uuid PRIMARY KEY,
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('offer_passed', 'question', 'meeting')),
  other_kind text NOT NULL CHECK (other_kind IN ('peer', 'joker', 'adviser', 'employer')),
  other text NOT NULL,
  offer uuid,
  confirmed_by_other boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE game.offer_events (
  id uuid PRIMARY KEY,
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  offer uuid NOT NULL,
  act text NOT NULL CHECK (act IN ('seen', 'opened', 'saved', 'apply', 'call', 'go', 'visited')),
  at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE game.outcomes (
  id uuid PRIMARY KEY,
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  offer uuid,
  outcome text NOT NULL CHECK (outcome IN ('met_someone', 'come_back', 'no', 'already_filled', 'hired')),
  at timestamptz NOT NULL DEFAULT now()
);

-- A submission has its own id; the hash names only the object, counted by reference.
CREATE TABLE game.photos (
  id uuid PRIMARY KEY,
  player uuid REFERENCES game.players (id) ON DELETE SET NULL,
  object_key text NOT NULL,
  taken_at timestamptz,
  received_at timestamptz NOT NULL DEFAULT now(),
  -- a shop's place, the only resolution 12 in the system
  place_cell text,
  accuracy_m int,
  territory text,
  state text NOT NULL DEFAULT 'received'
    CHECK (state IN ('received', 'read', 'confirmed', 'review', 'published', 'duplicate', 'rejected', 'failed')),
  draft jsonb,
  confirmed jsonb,
  offer uuid,
  error_code text,
  progress int NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX photos_by_state ON game.photos (state, received_at);
CREATE INDEX photos_by_object ON game.photos (object_key);
