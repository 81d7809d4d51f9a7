-- What this store is, decided once: a demo can never become real, nor the other way round.
CREATE TABLE idp.instance (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  kind text NOT NULL CHECK (kind IN ('demo', 'real')),
  alone_allowed boolean NOT NULL DEFAULT false,
  -- derives single-use codes from the write that asked for them, so that they are kept only as hashes
  secret text NOT NULL,
  created_at timestamptz NOT NULL
);

-- The account library's tables (its Kysely adapter writes them); names mapped in api/accounts/auth.ts.
CREATE TABLE idp.users (
  id text PRIMARY KEY,
  name text NOT NULL,
  -- synthetic, never a person's: <uuid>@players.invalid
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  username text UNIQUE,
  display_username text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE TABLE idp.sessions (
  id text PRIMARY KEY,
  -- SHA-256 of the cookie's token: a copy of the table opens no session
  token text NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES idp.users (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_user ON idp.sessions (user_id);
CREATE TABLE idp.credentials (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES idp.users (id) ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX credentials_by_user ON idp.credentials (user_id);
CREATE TABLE idp.verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE idp.organisations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('operator', 'institution', 'adviser', 'laboratory')),
  -- null: every territory of the instance
  territory text,
  created_at timestamptz NOT NULL
);

-- What an account is. Role, organisation and territory of a request come from here only.
CREATE TABLE idp.memberships (
  account text PRIMARY KEY REFERENCES idp.users (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('player', 'adviser', 'sociologist', 'institution', 'operator')),
  organisation uuid REFERENCES idp.organisations (id),
  territory text
);

-- Cards of young people and links of staff, by the hash of their code. Which account came from one is not kept.
CREATE TABLE idp.invitations (
  code_sha256 text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('card', 'link')),
  role text NOT NULL,
  organisation uuid REFERENCES idp.organisations (id),
  territory text,
  age_band text CHECK (age_band IN ('16-17', '18-25')),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL,
  CHECK ((kind = 'card') = (age_band IS NOT NULL))
);

CREATE TABLE idp.recovery_codes (
  account text PRIMARY KEY REFERENCES idp.users (id) ON DELETE CASCADE,
  code_sha256 text NOT NULL UNIQUE
);

-- Hashes of the session tokens of erased accounts, nothing else: their late requests are answered 410.
CREATE TABLE idp.erased_sessions (
  token_sha256 text PRIMARY KEY,
  at timestamptz NOT NULL
);

-- A repeated write is known by (actor, id), in the schema of what it wrote and in the same transaction.
ALTER TABLE game.mutations DROP CONSTRAINT mutations_pkey, ADD PRIMARY KEY (actor, id);
CREATE TABLE idp.mutations (LIKE game.mutations INCLUDING ALL);
CREATE TABLE ops.mutations (LIKE game.mutations INCLUDING ALL);
CREATE TABLE study.mutations (LIKE game.mutations INCLUDING ALL);
CREATE TABLE vault.mutations (LIKE game.mutations INCLUDING ALL);

-- Keys carry the player, so that a device or a number used by another person reveals nothing.
ALTER TABLE game.devices DROP CONSTRAINT devices_pkey, ADD PRIMARY KEY (player, id);
ALTER TABLE game.batches DROP CONSTRAINT batches_pkey, ADD PRIMARY KEY (player, device, seq);
-- The answer is kept so that a repeat gets it; after 72 h dwells are emptied and the rest stays to recognise repeats.
ALTER TABLE game.batches ADD COLUMN answer jsonb NOT NULL DEFAULT '{}';

-- The code a person's screen shows for an hour; the other types it. No identity in it.
CREATE TABLE game.meeting_codes (
  code_sha256 text PRIMARY KEY,
  -- a player's game id, or the account of an adviser
  actor_kind text NOT NULL CHECK (actor_kind IN ('peer', 'adviser')),
  actor text NOT NULL,
  until timestamptz NOT NULL
);
CREATE INDEX meeting_codes_by_actor ON game.meeting_codes (actor);
CREATE INDEX interactions_waiting ON game.interactions (other) WHERE kind = 'meeting' AND NOT confirmed_by_other;

-- Every file a sociologist asked for, with its purpose.
CREATE TABLE study.exports (
  id uuid PRIMARY KEY,
  actor text NOT NULL,
  territory text NOT NULL,
  from_week text NOT NULL,
  to_week text NOT NULL,
  table_name text NOT NULL,
  format text NOT NULL,
  purpose text NOT NULL,
  at timestamptz NOT NULL
);

-- Institutions read published tables and these counts of public offers, nothing else.
GRANT USAGE ON SCHEMA offers TO joka_territory;
CREATE VIEW offers.portrait AS
  SELECT o.id, o.territory, o.commune, coalesce(o.rome, '') AS rome, coalesce(o.trade_label, '') AS trade_label,
         o.contract, o.source, o.origin, o.precision, o.beginner, o.created_at,
         CASE WHEN o.state = 'open' THEN NULL ELSE coalesce(h.at, o.updated_at) END AS closed_at
  FROM offers.offers o
  LEFT JOIN LATERAL (
    SELECT x.at FROM offers.offer_history x
    WHERE x.offer = o.id AND x.change IN ('withdrawn', 'expired') ORDER BY x.id DESC LIMIT 1
  ) h ON o.state <> 'open';
GRANT SELECT ON offers.portrait, offers.territories, offers.sources TO joka_territory;
