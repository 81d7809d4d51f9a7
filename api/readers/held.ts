import type { Role } from '../../infra/db/database.ts';

/** Rows of a person in one table, and by which of their names. */
export type Held = {
  readonly role: Exclude<Role, 'territory'>;
  readonly table: string;
  readonly where: string;
  readonly by: 'account' | 'player' | 'study';
  /** For the person: what this is. */
  readonly about: string;
  /** Columns left out, each with why. */
  readonly leave?: Readonly<Record<string, string>>;
};

const SECRET = 'a hash or key, which says nothing of the person';
const PSEUDONYM = 'would lead from the file to published microdata';

/** Where rows of a person are. A test holds it against the catalogue: what is personal is here, or says why not. */
export const HELD: readonly Held[] = [
  {
    role: 'idp',
    table: 'idp.users',
    where: 'id',
    by: 'account',
    about: 'your account; the e-mail is invented',
  },
  {
    role: 'idp',
    table: 'idp.memberships',
    where: 'account',
    by: 'account',
    about: 'what the account may do',
  },
  {
    role: 'idp',
    table: 'idp.sessions',
    where: 'user_id',
    by: 'account',
    about: 'where you are entered now',
    leave: { token: SECRET },
  },
  {
    role: 'idp',
    table: 'idp.credentials',
    where: 'user_id',
    by: 'account',
    about: 'that you have a passphrase, and since when',
    leave: { password: SECRET, access_token: SECRET, refresh_token: SECRET, id_token: SECRET },
  },
  {
    role: 'idp',
    table: 'idp.passkeys',
    where: 'account',
    by: 'account',
    about: 'devices that open your account',
    leave: { public_key: SECRET, counter: SECRET },
  },
  {
    role: 'vault',
    table: 'vault.consents',
    where: 'account',
    by: 'account',
    about: 'your consents, all answers',
  },
  { role: 'game', table: 'game.players', where: 'id', by: 'player', about: 'you in the game' },
  {
    role: 'game',
    table: 'game.devices',
    where: 'player',
    by: 'player',
    about: 'random numbers of your phones',
  },
  {
    role: 'game',
    table: 'game.batches',
    where: 'player',
    by: 'player',
    about: 'what your phone sent: squares and times for 72 hours, then only that it was sent',
    leave: { body_sha256: SECRET },
  },
  {
    role: 'game',
    table: 'game.cleared_cells',
    where: 'player',
    by: 'player',
    about: 'clouds you cleared, by day',
  },
  {
    role: 'game',
    table: 'game.ledger',
    where: 'player',
    by: 'player',
    about: 'your points, each with its reason',
  },
  { role: 'game', table: 'game.discoveries', where: 'player', by: 'player', about: 'what your keys opened' },
  {
    role: 'game',
    table: 'game.interactions',
    where: 'player',
    by: 'player',
    about: 'contacts you told: meetings, questions, offers passed on',
    leave: { other: 'names another person' },
  },
  {
    role: 'game',
    table: 'game.offer_events',
    where: 'player',
    by: 'player',
    about: 'what you did with offers',
  },
  { role: 'game', table: 'game.outcomes', where: 'player', by: 'player', about: 'how it went at employers' },
  { role: 'game', table: 'game.photos', where: 'player', by: 'player', about: 'photos of ads you sent' },
  {
    role: 'game',
    table: 'game.challenges_done',
    where: 'player',
    by: 'player',
    about: 'challenges you did, each with its proof',
  },
  {
    role: 'game',
    table: 'game.code_tries',
    where: 'player',
    by: 'player',
    about: 'codes of challenges you typed wrongly, counted by day',
  },
  {
    role: 'study',
    table: 'study.staging',
    where: 'person',
    by: 'study',
    about: 'rows on their way to the research, for at most 15 minutes',
    leave: { person: PSEUDONYM },
  },
  {
    role: 'study',
    table: 'study.logger_weeks',
    where: 'person',
    by: 'study',
    about: 'one figure per week of your own logger file',
    leave: { person: PSEUDONYM },
  },
  {
    role: 'study',
    table: 'study.exports',
    where: 'actor',
    by: 'account',
    about: 'research files you asked for',
  },
  {
    role: 'ops',
    table: 'ops.access_log',
    where: 'actor',
    by: 'account',
    about: 'what you looked at or exported',
  },
];
