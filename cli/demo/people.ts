import { randomBytes } from 'node:crypto';
import { operatorLink } from '../../api/accounts/instance.ts';
import { enterByCard, enterByLink } from '../../api/contract/enter.ts';
import { postCards, postInvitation, postOrganisation } from '../../api/contract/operator.ts';
import type { Role } from '../../api/contract/route.ts';
import { ADVISERS } from '../../town/people/search.ts';
import type { Person } from '../../town/people/person.ts';
import { TERRITORY } from '../../town/plan/communes.ts';
import { createRandom } from '../../town/random.ts';
import type { Actor } from './api-client.ts';
import type { Stage } from './doors.ts';

/** The invented people as the API knows them. */
export type Cast = {
  player(person: Person): Promise<Actor>;
  adviser(index: number): Promise<Actor>;
  /** Makes a player's account with a card. */
  join(person: Person): Promise<void>;
};

const ADVISER_NAMES = Array.from({ length: ADVISERS }, (_, i) => `Conseil Scarbe ${i + 1}`);
const ORGANISATION = 'Mission locale du Val-de-Scarbe (inventée)';

/** Nobody of the town comes back by passphrase: a random one is set and forgotten. */
const passphrase = (): string => randomBytes(24).toString('base64url');

const OPERATOR = 'Operation Scarbe';

type Door = {
  /** Opens a session of an account that exists. */
  open(nickname: string, role: Role): Promise<Actor>;
  exists(nickname: string): Promise<boolean>;
};

/** The first operator, who came in with the link of a store just founded, or comes in with another. */
const operatorOf = async ({ api, db, clock }: Stage, door: Door): Promise<Actor> => {
  if (await door.exists(OPERATOR)) return door.open(OPERATOR, 'operator');
  const { id } = await db.idp
    .selectFrom('idp.organisations')
    .select('id')
    .where('kind', '=', 'operator')
    .orderBy('created_at')
    .executeTakeFirstOrThrow();
  const code = await operatorLink(db.idp, clock, id);
  return api.enter(enterByLink, { code, nickname: OPERATOR, passphrase: passphrase() });
};

/** The operator opens an adviser's organisation; its people enter with their links. Repeating it changes nothing. */
const hire = async (stage: Stage, door: Door): Promise<void> => {
  const { api, town } = stage;
  if (await door.exists(ADVISER_NAMES.at(-1) ?? '')) return;
  const actor = await operatorOf(stage, door);
  const keys = createRandom(`${town.options.seed}/hire`);
  const asked = { name: ORGANISATION, kind: 'adviser', territory: TERRITORY.code } as const;
  const { id } = await api.ask(postOrganisation, { actor, key: keys.uuid(), body: asked });
  for (const nickname of ADVISER_NAMES) {
    const body = { organisation: id, days: 14 };
    const { code } = await api.ask(postInvitation, { actor, key: keys.uuid(), body });
    if (!(await door.exists(nickname)))
      await api.enter(enterByLink, { code, nickname, passphrase: passphrase() });
  }
};

/**
 * The people of the town. Sessions of accounts that exist are opened again as the one-click door does, so that nothing
 * secret is kept between two plays.
 */
export const createCast = async (stage: Stage): Promise<Cast> => {
  const { api, db, sessions, town } = stage;
  const seen = new Map<string, Actor>();
  const stacks = new Map<Person['ageBand'], Promise<string[]>>();
  const keys = createRandom(`${town.options.seed}/cards/${stage.clock.now()}`);

  const accountOf = async (nickname: string): Promise<string | null> => {
    const row = await db.idp
      .selectFrom('idp.users')
      .select('id')
      .where('name', '=', nickname)
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  };

  const open = async (nickname: string, role: Role): Promise<Actor> => {
    const known = seen.get(nickname);
    if (known !== undefined) return known;
    const id = (await accountOf(nickname)) ?? '';
    const actor = { cookie: `joka=${await sessions.open(id, role)}` };
    seen.set(nickname, actor);
    return actor;
  };

  /** Staff sessions last a week: each local day has its own. */
  const adviser = async (index: number): Promise<Actor> => {
    const day = Math.floor(stage.clock.now() / 86_400_000);
    const name = ADVISER_NAMES[index % ADVISERS] ?? '';
    const known = seen.get(`${name} ${day}`);
    if (known !== undefined) return known;
    seen.delete(name);
    const actor = await open(name, 'adviser');
    seen.set(`${name} ${day}`, actor);
    return actor;
  };

  const stack = async (ageBand: Person['ageBand']): Promise<string[]> => {
    const actor = await adviser(0);
    const body = { n: ageBand === '16-17' ? 40 : 120, ageBand };
    const made = await api.ask(postCards, { actor, key: keys.uuid(), body });
    return made.cards.map((c) => c.code);
  };

  /** Of a stack that an adviser makes when the one before is used up; asked by many at once. */
  const card = async (ageBand: Person['ageBand']): Promise<string> => {
    const at = stacks.get(ageBand);
    const code = (await (at ?? [])).pop();
    if (code !== undefined) return code;
    if (stacks.get(ageBand) === at) stacks.set(ageBand, stack(ageBand));
    return card(ageBand);
  };

  const exists = async (nickname: string): Promise<boolean> => (await accountOf(nickname)) !== null;
  await hire(stage, { open, exists });
  return {
    adviser,
    player: async (person) => open(person.nickname, 'player'),
    join: async (person) => {
      // A play that was interrupted goes on where it stopped: whoever had come in by then is not made twice.
      if (await exists(person.nickname)) return;
      const code = await card(person.ageBand);
      seen.set(person.nickname, await api.enter(enterByCard, { code, nickname: person.nickname }));
    },
  };
};
