-- Volunteers: staff of an adviser's organisation or an institution, who look at photos and nothing else.
ALTER TABLE idp.memberships DROP CONSTRAINT memberships_role_check,
  ADD CONSTRAINT memberships_role_check
  CHECK (role IN ('player', 'adviser', 'joker', 'sociologist', 'institution', 'operator'));

-- A code on a poster: many enter with it, each says their own age band. Who entered by it is not kept. The code is
-- derived from id and the instance's secret, so that its organisation can print the poster again.
CREATE TABLE idp.rally_codes (
  id uuid PRIMARY KEY,
  code_sha256 text NOT NULL UNIQUE,
  organisation uuid NOT NULL REFERENCES idp.organisations (id),
  territory text NOT NULL,
  max_uses int NOT NULL CHECK (max_uses > 0),
  uses int NOT NULL DEFAULT 0 CHECK (uses >= 0 AND uses <= max_uses),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX rally_codes_by_organisation ON idp.rally_codes (organisation, created_at DESC);

-- Public keys of passkeys. The credential's id is what the phone or computer answers with.
CREATE TABLE idp.passkeys (
  id text PRIMARY KEY,
  account text NOT NULL REFERENCES idp.users (id) ON DELETE CASCADE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  synced boolean NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX passkeys_by_account ON idp.passkeys (account);

-- What a browser was asked to sign: once, for five minutes. No account: whoever comes back says who they are.
CREATE TABLE idp.challenges (
  challenge_sha256 text PRIMARY KEY,
  account text REFERENCES idp.users (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);

-- Failed tries, under a keyed hash of the nickname or of the network address: readable by nobody, gone after a day.
CREATE TABLE idp.tries (
  key_hmac text PRIMARY KEY,
  n int NOT NULL,
  since timestamptz NOT NULL,
  blocked_until timestamptz
);
