-- What an offer says beyond its text. NULL is "not said", never "no".
ALTER TABLE offers.offers
  ADD COLUMN kind text,
  ADD COLUMN duration int,
  ADD COLUMN duration_unit text,
  ADD COLUMN salary_min double precision,
  ADD COLUMN salary_max double precision,
  ADD COLUMN salary_unit text,
  ADD COLUMN weekly_hours double precision,
  ADD COLUMN part_time boolean,
  ADD COLUMN start_date date,
  ADD COLUMN expires_at timestamptz,
  ADD COLUMN minors boolean,
  ADD COLUMN remote text,
  ADD COLUMN experience text,
  ADD COLUMN experience_months int,
  ADD COLUMN diploma_level int,
  ADD COLUMN diploma text,
  ADD COLUMN driving_licence text,
  ADD COLUMN vehicle text,
  ADD COLUMN night boolean,
  ADD COLUMN sunday boolean,
  ADD COLUMN accessible boolean,
  ADD COLUMN posts int,
  ADD COLUMN publisher text,
  ADD COLUMN siret text,
  ADD COLUMN links text[] NOT NULL DEFAULT '{}',
  ADD COLUMN rome_score double precision,
  ADD COLUMN rome_parent text,
  -- territories that a place known to a department or region alone may lie in
  ADD COLUMN around text[] NOT NULL DEFAULT '{}',
  ADD COLUMN published_from text NOT NULL DEFAULT 'source' CHECK (published_from IN ('source', 'first-seen', 'photo')),
  -- what the screens found and in which words: [{"flag": "...", "words": "..."}]
  ADD COLUMN raised jsonb NOT NULL DEFAULT '[]',
  -- flags of screens that a person has read and let pass
  ADD COLUMN cleared text[] NOT NULL DEFAULT '{}',
  -- hash of the row as the source sent it, with the versions of what reads it: equal means nothing to do
  ADD COLUMN row_sha256 text;
CREATE INDEX offers_around ON offers.offers USING gin (around) WHERE state = 'open' AND around <> '{}';
UPDATE offers.offers SET published_from = 'photo' WHERE origin = 'photo';

-- An offer of a photo, a recruiter or a file in which a screen found something waits for a person.
ALTER TABLE offers.offers DROP CONSTRAINT offers_state_check;
ALTER TABLE offers.offers ADD CONSTRAINT offers_state_check CHECK (state IN ('open', 'withdrawn', 'expired', 'held'));
ALTER TABLE offers.sources ADD COLUMN screened boolean NOT NULL DEFAULT false;
UPDATE offers.sources SET screened = true WHERE origin IN ('photo', 'recruiter');
ALTER TABLE offers.offer_history DROP CONSTRAINT offer_history_change_check;
ALTER TABLE offers.offer_history ADD CONSTRAINT offer_history_change_check
  CHECK (change IN ('created', 'updated', 'withdrawn', 'returned', 'expired', 'held', 'released', 'merged', 'parted'));

-- The official directory of trades, where an operator loads it.
CREATE TABLE offers.trade_codes (
  code text PRIMARY KEY,
  parent text NOT NULL,
  label text NOT NULL
);
CREATE TABLE offers.trade_names (
  name text NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (name, code)
);
GRANT SELECT ON offers.trade_codes, offers.trade_names TO joka_game;
