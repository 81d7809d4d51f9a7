import { declare, mutations } from './declare.ts';

const ACCOUNT = 'until the account is erased';
const FOREVER = 'as long as the instance';

export const IDP_CATALOGUE = {
  'idp.instance': declare('idp', FOREVER, { none: 'one kind alone_allowed created_at', secret: 'secret' }),
  'idp.users': declare('idp', ACCOUNT, {
    personal: 'id name email email_verified image username display_username created_at updated_at',
  }),
  'idp.sessions': declare('idp', 'until it expires or the account is erased', {
    personal: 'id user_id expires_at ip_address user_agent created_at updated_at',
    secret: 'token',
  }),
  'idp.credentials': declare('idp', ACCOUNT, {
    personal:
      'id account_id provider_id user_id access_token_expires_at refresh_token_expires_at scope created_at updated_at',
    secret: 'access_token refresh_token id_token password',
  }),
  'idp.verifications': declare('idp', 'until it expires', {
    none: 'id expires_at created_at updated_at',
    personal: 'identifier',
    secret: 'value',
  }),
  'idp.organisations': declare('idp', FOREVER, { none: 'id name kind territory created_at' }),
  'idp.memberships': declare('idp', ACCOUNT, { personal: 'account role organisation territory' }),
  'idp.invitations': declare('idp', 'hash of a code, which names no account; as long as the instance', {
    none: 'kind role organisation territory age_band expires_at used_at created_at',
    secret: 'code_sha256',
  }),
  'idp.rally_codes': declare('idp', 'until 30 days after it expired', {
    none: 'id organisation territory max_uses uses expires_at revoked_at created_at',
    secret: 'code_sha256',
  }),
  'idp.passkeys': declare('idp', ACCOUNT, {
    none: 'transports synced',
    personal: 'id account name created_at last_used_at',
    secret: 'public_key counter',
  }),
  'idp.challenges': declare('idp', 'five minutes, or until it served', {
    none: 'expires_at',
    personal: 'account',
    secret: 'challenge_sha256',
  }),
  'idp.tries': declare('idp', 'a day after the last failed try', {
    none: 'n since blocked_until',
    secret: 'key_hmac',
  }),
  'idp.recovery_codes': declare('idp', ACCOUNT, { personal: 'account', secret: 'code_sha256' }),
  'idp.erased_sessions': declare('idp', 'hash of a token, which names no account; as long as the instance', {
    none: 'at',
    secret: 'token_sha256',
  }),
  'idp.mutations': mutations('idp'),
};
