import { declare, mutations } from './declare.ts';

const PLAYER = 'until the player is erased';

export const GAME_CATALOGUE = {
  'game.players': declare('game', PLAYER, { personal: 'id nickname territory age_band created_at' }),
  'game.devices': declare('game', PLAYER, { personal: 'id player' }),
  'game.mutations': mutations('game'),
  'game.batches': declare(
    'game',
    'dwells 72 hours; the rest, which holds no place, until the player is erased',
    {
      none: 'seq settled_at',
      personal: 'device player sent_at received_at body_sha256 dwells refused answer',
    },
  ),
  'game.cleared_cells': declare('game', PLAYER, { personal: 'player cell day' }),
  'game.ledger': declare('game', PLAYER, { none: 'id rule scenario', personal: 'player event points at' }),
  'game.discoveries': declare('game', PLAYER, { none: 'offer', personal: 'player at' }),
  'game.interactions': declare('game', PLAYER, {
    none: 'id kind other_kind offer confirmed_by_other',
    personal: 'player other at',
  }),
  'game.offer_events': declare('game', PLAYER, { none: 'id offer act', personal: 'player at' }),
  'game.outcomes': declare('game', PLAYER, { none: 'id offer', personal: 'player outcome at' }),
  'game.photos': declare('game', 'as long as its offer; its finder until the player is erased', {
    none: 'id object_key place_cell accuracy_m territory state offer error_code progress updated_at',
    personal: 'player taken_at received_at draft confirmed',
  }),
  'game.meeting_codes': declare('game', 'one hour', {
    none: 'actor_kind until',
    personal: 'actor',
    secret: 'code_sha256',
  }),
  'game.paths': declare('game', 'for good: what a town wrote', {
    none: 'id version territory body loaded_at closed_at',
  }),
  'game.challenges_done': declare('game', PLAYER, {
    none: 'path challenge version kind',
    personal: 'player evidence at',
  }),
  'game.code_tries': declare('game', PLAYER, { none: 'path challenge n', personal: 'player day' }),
};
