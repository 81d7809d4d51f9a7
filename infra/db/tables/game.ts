import type { Json } from '../../pipeline.ts';
import type { Generated, Day, Instant, Int8, JsonColumn } from './column.ts';

/** Players and what they did, by game pseudonym: migration 005. */
export type GameTables = {
  'game.players': {
    id: string;
    nickname: string;
    territory: string;
    age_band: '16-17' | '18-25';
    created_at: Generated<Instant>;
  };
  'game.devices': { id: string; player: string };
  'game.mutations': {
    id: string;
    actor: string;
    route: string;
    body_sha256: string;
    status: number;
    answer: JsonColumn<Json>;
    at: Generated<Instant>;
  };
  'game.batches': {
    device: string;
    seq: Int8;
    player: string;
    sent_at: Instant;
    received_at: Generated<Instant>;
    body_sha256: string;
    dwells: JsonColumn<Json>;
    settled_at: Instant | null;
    refused: JsonColumn<Json> | null;
    answer: Generated<JsonColumn<Json>>;
  };
  'game.cleared_cells': { player: string; cell: string; day: Day };
  'game.ledger': {
    id: Generated<Int8>;
    player: string;
    event: string;
    points: number;
    rule: string;
    scenario: string;
    at: Generated<Instant>;
  };
  'game.discoveries': { player: string; offer: string; at: Generated<Instant> };
  'game.interactions': {
    id: string;
    player: string;
    kind: 'offer_passed' | 'question' | 'meeting';
    other_kind: 'peer' | 'joker' | 'adviser' | 'employer';
    other: string;
    offer: string | null;
    confirmed_by_other: Generated<boolean>;
    at: Generated<Instant>;
  };
  'game.offer_events': {
    id: string;
    player: string;
    offer: string;
    act: 'seen' | 'opened' | 'saved' | 'apply' | 'call' | 'go' | 'visited';
    at: Generated<Instant>;
  };
  'game.outcomes': {
    id: string;
    player: string;
    offer: string | null;
    outcome: 'met_someone' | 'come_back' | 'no' | 'already_filled' | 'hired';
    at: Generated<Instant>;
  };
  'game.photos': {
    id: string;
    player: string | null;
    object_key: string;
    taken_at: Instant | null;
    received_at: Generated<Instant>;
    place_cell: string | null;
    accuracy_m: number | null;
    territory: string | null;
    state: Generated<
      'received' | 'read' | 'confirmed' | 'review' | 'published' | 'duplicate' | 'rejected' | 'failed'
    >;
    draft: JsonColumn<Json> | null;
    confirmed: JsonColumn<Json> | null;
    offer: string | null;
    error_code: string | null;
    progress: Generated<number>;
    updated_at: Generated<Instant>;
  };
  'game.paths': {
    id: string;
    version: string;
    territory: string;
    body: JsonColumn<Json>;
    loaded_at: Instant;
    closed_at: Instant | null;
  };
  'game.challenges_done': {
    player: string;
    path: string;
    challenge: string;
    version: string;
    kind: 'be_there' | 'photo' | 'code' | 'meeting';
    evidence: string;
    at: Instant;
  };
  'game.code_tries': { player: string; path: string; challenge: string; day: Day; n: number };
};
