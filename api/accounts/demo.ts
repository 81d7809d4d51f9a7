import { randomInt } from 'node:crypto';
import { JokaError } from '../../game/errors.ts';
import type { PERSONAS } from '../contract/enter.ts';
import type { Role } from '../contract/route.ts';
import type { EnterDeps, Entry } from './enter.ts';
import { makeAccount } from './people.ts';

type Persona = (typeof PERSONAS)[number];
type StaffKind = 'operator' | 'institution' | 'adviser' | 'laboratory';

const STAFF: Readonly<
  Record<Exclude<Persona, 'player'>, { kind: StaffKind; role: Role; name: string; nickname: string }>
> = {
  sociologist: {
    kind: 'laboratory',
    role: 'sociologist',
    name: 'Laboratoire de la démo',
    nickname: 'Sociologue',
  },
  institution: {
    kind: 'institution',
    role: 'institution',
    name: 'Institution de la démo',
    nickname: 'Institution',
  },
  adviser: { kind: 'adviser', role: 'adviser', name: 'Mission locale de la démo', nickname: 'Conseillère' },
  operator: { kind: 'operator', role: 'operator', name: 'Joka', nickname: 'Opératrice' },
};

const inventedTerritory = async ({ db }: EnterDeps): Promise<string> => {
  const row = await db.idp
    .selectFrom('offers.territories')
    .select('code')
    .where('invented', '=', true)
    .orderBy('code')
    .executeTakeFirst();
  if (row === undefined) throw new JokaError('INSTANCE_MISSING');
  return row.code;
};

/** The organisation a staff persona belongs to; made once. */
const organisationOf = async (
  { db, clock }: EnterDeps,
  { kind, name }: { kind: StaffKind; name: string },
  territory: string | null,
): Promise<string> => {
  const known = await db.idp
    .selectFrom('idp.organisations')
    .select('id')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const made = await db.idp
    .insertInto('idp.organisations')
    .values({ name, kind, territory, created_at: new Date(clock.now()) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
};

/**
 * One click into the invented town: a new player each time, or one of four members of staff. Guarded by the demo flag
 * (`demoOnly` in the contract) and by the bind address at start.
 */
export const enterDemo = async (deps: EnterDeps, persona: Persona): Promise<Entry> => {
  const territory = await inventedTerritory(deps);
  if (persona === 'player') {
    const nickname = `Nouvelle tête ${randomInt(100, 1000)}`;
    const player = { nickname, passphrase: null, role: 'player', organisation: null, territory } as const;
    const made = await makeAccount(deps, { ...player, ageBand: '18-25' }, async () => undefined);
    return { ...made, token: await deps.sessions.open(made.account, 'player') };
  }
  const staff = STAFF[persona];
  const own = staff.kind === 'institution' || staff.kind === 'adviser' ? territory : null;
  const organisation = await organisationOf(deps, staff, own);
  const known = await deps.db.idp
    .selectFrom('idp.memberships')
    .select('account')
    .where('organisation', '=', organisation)
    .where('role', '=', staff.role)
    .executeTakeFirst();
  const asked = { ...staff, passphrase: null, organisation, territory: own, ageBand: null };
  const account = known?.account ?? (await makeAccount(deps, asked, async () => undefined)).account;
  return { token: await deps.sessions.open(account, staff.role), role: staff.role, recoveryCode: null };
};
