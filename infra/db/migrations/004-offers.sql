CREATE TABLE offers.territories (
  code text PRIMARY KEY,
  name text NOT NULL,
  zone text NOT NULL DEFAULT 'Europe/Paris',
  communes text[] NOT NULL,
  -- west, south, east, north in WGS84 degrees: what the map opens on
  bounds double precision[] NOT NULL,
  reference text,
  invented boolean NOT NULL DEFAULT false
);

CREATE TABLE offers.sources (
  id text PRIMARY KEY,
  name text NOT NULL,
  origin text NOT NULL CHECK (origin IN ('public', 'partner', 'photo', 'recruiter')),
  licence text NOT NULL,
  attribution text NOT NULL,
  verified boolean NOT NULL DEFAULT true
);

CREATE TABLE offers.feed_runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source text NOT NULL REFERENCES offers.sources (id),
  -- what to read: {"dir": "..."} or {"url": "..."}; never a secret
  origin jsonb NOT NULL,
  mapper_version text NOT NULL,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'done', 'held', 'failed')),
  complete boolean,
  seen int NOT NULL DEFAULT 0,
  created int NOT NULL DEFAULT 0,
  updated int NOT NULL DEFAULT 0,
  unchanged int NOT NULL DEFAULT 0,
  withdrawn int NOT NULL DEFAULT 0,
  quarantined int NOT NULL DEFAULT 0,
  held_reason text,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);

-- Raw first: every page is an object before it is read.
CREATE TABLE offers.raw_pages (
  run uuid NOT NULL REFERENCES offers.feed_runs (id),
  page int NOT NULL,
  name text NOT NULL,
  object_key text NOT NULL,
  content_range text,
  processed_at timestamptz,
  PRIMARY KEY (run, page)
);

CREATE TABLE offers.offers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source text NOT NULL REFERENCES offers.sources (id),
  external_id text NOT NULL,
  origin text NOT NULL CHECK (origin IN ('public', 'partner', 'photo', 'recruiter')),
  title text NOT NULL,
  description text,
  employer text,
  contract text NOT NULL,
  rome text,
  trade_label text,
  hours text,
  salary text,
  beginner boolean,
  precision text NOT NULL CHECK (precision IN ('door','street','photo','commune','postcode','department','region','none')),
  lat double precision,
  lng double precision,
  cell text,
  place_label text,
  commune text,
  department text,
  territory text,
  url text,
  licence text NOT NULL,
  attribution text NOT NULL,
  retrieved_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'withdrawn', 'expired')),
  content_sha256 text NOT NULL,
  flags text[] NOT NULL DEFAULT '{}',
  last_seen_run uuid,
  UNIQUE (source, external_id)
);
CREATE INDEX offers_open ON offers.offers (territory, commune) WHERE state = 'open';
CREATE INDEX offers_cell ON offers.offers (cell) WHERE state = 'open' AND cell IS NOT NULL;

CREATE TABLE offers.offer_history (
  id bigserial PRIMARY KEY,
  offer uuid NOT NULL REFERENCES offers.offers (id),
  at timestamptz NOT NULL DEFAULT now(),
  change text NOT NULL CHECK (change IN ('created', 'updated', 'withdrawn', 'returned', 'expired')),
  run uuid,
  reason text
);

-- Contacts serve one player applying, behind an act, with their own lifetime. Never listed, exported or logged.
CREATE TABLE offers.contacts (
  offer uuid PRIMARY KEY REFERENCES offers.offers (id),
  phone text,
  email text,
  person text,
  expires_at timestamptz NOT NULL
);

GRANT SELECT ON offers.territories, offers.sources, offers.offers, offers.feed_runs TO joka_game, joka_study, joka_idp, joka_ops;

-- One contact, for one act; the caller records the act first.
CREATE FUNCTION offers.contact_of(asked uuid) RETURNS TABLE (phone text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = offers, pg_temp AS $$
  SELECT c.phone, c.email FROM offers.contacts c WHERE c.offer = asked AND c.expires_at > now()
$$;
REVOKE ALL ON FUNCTION offers.contact_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION offers.contact_of(uuid) TO joka_game;
