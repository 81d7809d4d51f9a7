import type { OfferRef, Other, TownEvent } from '../events.ts';
import type { Random } from '../random.ts';
import { MINUTE } from './calendar.ts';
import type { Person } from './person.ts';
import type { Session } from './sessions.ts';

/** Advisers of the town's Mission locale. */
export const ADVISERS = 3;

/** Offers that a phone could show at an instant. */
export type Shelf = (at: number) => readonly OfferRef[];

/** What one does with offers at the end of a session: look, open, apply, call, go; and how it went. */
export const actsOf = (person: Person, session: Session, shelf: Shelf, random: Random): TownEvent[] => {
  const offers = shelf(session.from);
  if (offers.length === 0 || !random.chance(0.4)) return [];
  const offer = random.pick(offers);
  const base = { person: person.index, offer } as const;
  let at = session.to - random.between(0.1, 4) * MINUTE;
  const next = (): number => Math.floor((at += random.between(5, 90) * 1000));
  const events: TownEvent[] = [{ ...base, kind: 'act', act: 'opened', at: next() }];
  if (!random.chance(0.5)) return events;
  const way = (['apply', 'call', 'go', 'saved'] as const)[random.weighted([0.4, 0.2, 0.25, 0.15])] ?? 'saved';
  events.push({ ...base, kind: 'act', act: way, at: next() });
  if (way !== 'go' || !random.chance(0.7)) return events;
  events.push({ ...base, kind: 'act', act: 'visited', at: next() });
  const outcome = (['met_someone', 'come_back', 'no', 'already_filled'] as const)[
    random.weighted([0.4, 0.25, 0.2, 0.15])
  ];
  events.push({ ...base, kind: 'outcome', outcome: outcome ?? 'no', at: next() });
  return events;
};

type Meeting = { person: Person; at: number; shelf: Shelf; random: Random };

const passed = (shelf: Shelf, at: number, random: Random): OfferRef | null => {
  const offers = shelf(at);
  return offers.length === 0 ? null : random.pick(offers);
};

/** A contact with a friend that left a trace in the game; null when no friend plays yet. */
export const strongContact = (
  { person, at, shelf, random }: Meeting,
  joined: (i: number) => boolean,
): TownEvent | null => {
  const friends = person.friends.filter(joined);
  if (friends.length === 0) return null;
  const other: Other = { kind: 'peer', person: random.pick(friends) };
  const offer = random.chance(0.6) ? passed(shelf, at, random) : null;
  const interaction = offer === null ? 'meeting' : 'offer_passed';
  return {
    kind: 'interaction',
    at,
    person: person.index,
    interaction,
    other,
    offer,
    confirmed: random.chance(0.85),
  };
};

/** A contact with someone who is no friend: an adviser, another player, an employer. */
export const weakContact = (
  { person, at, shelf, random }: Meeting,
  joined: readonly number[],
): TownEvent | null => {
  const base = { kind: 'interaction', at, person: person.index } as const;
  const roll = random.next();
  if (roll < 0.4) {
    const other: Other = { kind: 'adviser', adviser: person.index % ADVISERS };
    const interaction = random.chance(0.7) ? 'question' : 'meeting';
    return { ...base, interaction, other, offer: null, confirmed: random.chance(0.95) };
  }
  const offer = passed(shelf, at, random);
  if (roll < 0.6 && offer !== null) {
    return { ...base, interaction: 'meeting', other: { kind: 'employer' }, offer, confirmed: false };
  }
  const strangers = joined.filter((i) => i !== person.index && !person.friends.includes(i));
  if (strangers.length === 0) return null;
  const other: Other = { kind: 'peer', person: random.pick(strangers) };
  const passes = offer !== null && random.chance(0.5);
  return {
    ...base,
    interaction: passes ? 'offer_passed' : 'meeting',
    other,
    offer: passes ? offer : null,
    confirmed: random.chance(0.8),
  };
};
