import type { Generated, Instant, Int8 } from './column.ts';

/** Links between pseudonyms, consents, erasures: migration 003. Opened by the vault role only. */
export type VaultTables = {
  'vault.link': {
    account: string;
    domain: 'game' | 'study';
    pid: Generated<string>;
  };
  'vault.consents': {
    id: Generated<Int8>;
    account: string;
    purpose: 'play_position' | 'research' | 'share_adviser';
    given: boolean;
    text_version: string;
    at: Generated<Instant>;
  };
  'vault.consents_now': {
    account: string;
    purpose: 'play_position' | 'research' | 'share_adviser';
    given: boolean;
    text_version: string;
    at: Instant;
  };
  'vault.erasures': {
    id: Generated<string>;
    game_pid_sha256: string;
    study_pid_sha256: string;
    requested_at: Generated<Instant>;
    finished_at: Instant | null;
  };
  /** Migration 020. */
  'vault.alters': { other_kind: string; other: string; pid: Generated<string> };
};
