import type { Json } from '../../pipeline.ts';
import type { Generated, Instant, Int8, JsonColumn } from './column.ts';

type AccountRole = 'player' | 'adviser' | 'joker' | 'sociologist' | 'institution' | 'operator';

/** One repeated-write register per schema; `answer` is what the first request was answered. */
export type MutationTable = {
  id: string;
  actor: string;
  route: string;
  body_sha256: string;
  status: number;
  answer: JsonColumn<Json>;
  at: Instant;
};

/** Accounts, organisations, sessions, invitations: migration 010. */
export type IdpTables = {
  'idp.instance': {
    one: Generated<boolean>;
    kind: 'demo' | 'real';
    alone_allowed: Generated<boolean>;
    secret: string;
    created_at: Instant;
  };
  'idp.users': {
    id: string;
    name: string;
    email: string;
    email_verified: Generated<boolean>;
    image: string | null;
    username: string | null;
    display_username: string | null;
    created_at: Instant;
    updated_at: Instant;
  };
  'idp.sessions': {
    id: string;
    token: string;
    user_id: string;
    expires_at: Instant;
    ip_address: string | null;
    user_agent: string | null;
    created_at: Instant;
    updated_at: Instant;
  };
  'idp.credentials': {
    id: string;
    account_id: string;
    provider_id: string;
    user_id: string;
    access_token: string | null;
    refresh_token: string | null;
    id_token: string | null;
    access_token_expires_at: Instant | null;
    refresh_token_expires_at: Instant | null;
    scope: string | null;
    password: string | null;
    created_at: Instant;
    updated_at: Instant;
  };
  'idp.verifications': {
    id: string;
    identifier: string;
    value: string;
    expires_at: Instant;
    created_at: Instant;
    updated_at: Instant;
  };
  'idp.organisations': {
    id: Generated<string>;
    name: string;
    kind: 'operator' | 'institution' | 'adviser' | 'laboratory';
    territory: string | null;
    created_at: Instant;
  };
  'idp.memberships': {
    account: string;
    role: AccountRole;
    organisation: string | null;
    territory: string | null;
  };
  'idp.invitations': {
    code_sha256: string;
    kind: 'card' | 'link';
    role: AccountRole;
    organisation: string | null;
    territory: string | null;
    age_band: '16-17' | '18-25' | null;
    expires_at: Instant;
    used_at: Instant | null;
    created_at: Instant;
  };
  'idp.rally_codes': {
    id: string;
    code_sha256: string;
    organisation: string;
    territory: string;
    max_uses: number;
    uses: Generated<number>;
    expires_at: Instant;
    revoked_at: Instant | null;
    created_at: Instant;
  };
  'idp.passkeys': {
    id: string;
    account: string;
    public_key: Buffer;
    counter: Int8;
    transports: string[];
    synced: boolean;
    name: string;
    created_at: Instant;
    last_used_at: Instant | null;
  };
  'idp.challenges': { challenge_sha256: string; account: string | null; expires_at: Instant };
  'idp.tries': { key_hmac: string; n: number; since: Instant; blocked_until: Instant | null };
  'idp.recovery_codes': { account: string; code_sha256: string };
  'idp.erased_sessions': { token_sha256: string; at: Instant };
  'idp.mutations': MutationTable;
  'ops.mutations': MutationTable;
  'study.mutations': MutationTable;
  'vault.mutations': MutationTable;
  'game.meeting_codes': {
    code_sha256: string;
    actor_kind: 'peer' | 'adviser';
    actor: string;
    until: Instant;
  };
  'study.exports': {
    id: string;
    actor: string;
    territory: string;
    from_week: string;
    to_week: string;
    table_name: string;
    format: string;
    purpose: string;
    at: Instant;
  };
  'offers.portrait': {
    id: string;
    territory: string | null;
    commune: string | null;
    rome: string;
    trade_label: string;
    contract: string;
    source: string;
    origin: string;
    precision: string;
    beginner: boolean | null;
    created_at: Date;
    closed_at: Date | null;
  };
};
