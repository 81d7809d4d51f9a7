import { declare, mutations } from './declare.ts';

export const VAULT_CATALOGUE = {
  'vault.link': declare('vault', 'until the account is erased', { none: 'domain', personal: 'account pid' }),
  'vault.consents': declare('vault', 'until the account is erased', {
    none: 'id text_version',
    personal: 'account purpose given at',
  }),
  'vault.consents_now': declare('vault', 'a view of vault.consents', {
    none: 'text_version',
    personal: 'account purpose given at',
  }),
  'vault.alters': declare('vault', 'until the other is erased', {
    none: 'other_kind',
    personal: 'other pid',
  }),
  // Hashes of random pseudonyms that exist nowhere else any more: they recognise an erased person, and name nobody.
  'vault.erasures': declare('vault', 'as long as the instance, to be applied again after a restore', {
    none: 'id game_pid_sha256 study_pid_sha256 requested_at finished_at',
  }),
  'vault.mutations': mutations('vault'),
};
