-- Paths that towns wrote: challenges with a place, a time and a proof.

-- `body` is the path as it was read: codes stand in it as SHA-256 only. One version of a path is open at a time.
CREATE TABLE game.paths (
  id text NOT NULL,
  version text NOT NULL,
  territory text NOT NULL,
  body jsonb NOT NULL,
  loaded_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (territory, id, version)
);
CREATE UNIQUE INDEX paths_open ON game.paths (territory, id) WHERE closed_at IS NULL;

-- What a player proved, once whatever the version; `evidence` never proves two challenges.
CREATE TABLE game.challenges_done (
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  path text NOT NULL,
  challenge text NOT NULL,
  version text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('be_there', 'photo', 'code', 'meeting')),
  evidence text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (player, path, challenge),
  UNIQUE (player, evidence)
);

-- Wrong codes of a day: they cannot be tried out.
CREATE TABLE game.code_tries (
  player uuid NOT NULL REFERENCES game.players (id) ON DELETE CASCADE,
  path text NOT NULL,
  challenge text NOT NULL,
  day date NOT NULL,
  n int NOT NULL,
  PRIMARY KEY (player, path, challenge, day)
);

