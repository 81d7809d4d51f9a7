import type { TownEvent } from '../events.ts';
import type { Plan } from '../plan/plan.ts';
import type { Random } from '../random.ts';
import { chanceOfWork, poisson } from '../truth.ts';
import type { PersonWeek } from '../truth.ts';
import { DAY, HOUR, MINUTE } from './calendar.ts';
import { dwellsOf } from './dwells.ts';
import { followItinerary, planDay } from './itinerary.ts';
import type { Itinerary } from './itinerary.ts';
import type { Person } from './person.ts';
import { actsOf, strongContact, weakContact } from './search.ts';
import type { Shelf } from './search.ts';
import { plays, sessionOf } from './sessions.ts';
import type { Session } from './sessions.ts';

/** What surrounds a life: the ground, the calendar, the others. */
export type Surroundings = {
  readonly plan: Plan;
  /** Local midnights, one per day. */
  readonly days: readonly number[];
  readonly end: number;
  readonly shelf: Shelf;
  readonly persons: readonly Person[];
  /** Crossings of workplaces. */
  readonly workplaces: readonly number[];
};

/** One person's weeks: the whole truth, and what of it leaves traces in the game. */
export type Life = {
  readonly itineraries: readonly Itinerary[];
  readonly sessions: readonly Session[];
  readonly weeks: readonly PersonWeek[];
  readonly events: readonly TownEvent[];
};

const STEP = 10_000;
const LOGGER_STEP = 60_000;
/** Share of contacts that the persons note in the game, when they played that week. */
const NOTED = 0.2;

const entrance = (person: Person, midnight: number, end: number, random: Random): TownEvent[] => {
  const at = Math.min(Math.floor(midnight + random.between(9, 10) * HOUR), end - HOUR);
  const base = { person: person.index, given: true } as const;
  const purposes = [
    'play_position',
    ...(person.research ? (['research'] as const) : []),
    ...(person.shareAdviser ? (['share_adviser'] as const) : []),
  ] as const;
  return [
    { kind: 'account', at, person: person.index },
    ...purposes.map((purpose, i): TownEvent => ({
      ...base,
      kind: 'consent',
      purpose,
      at: at + (i + 1) * 15_000,
    })),
  ];
};

/** Lives one person's weeks. Work found at a week's end begins with the next; its outcome is told in the game. */
export const live = (person: Person, around: Surroundings, random: Random): Life => {
  const { plan, days, end, shelf } = around;
  const life = { itineraries: [] as Itinerary[], sessions: [] as Session[], weeks: [] as PersonWeek[] };
  const events: TownEvent[] = [
    ...entrance(person, days[person.joinsOnDay] ?? end - DAY, end, random.fork('entrance')),
  ];
  const joinedAt = events[0]?.at ?? end;
  const seq = { phone: 0, logger: 0 };
  let work: number | null = null;
  let hiredIn = -1;
  for (let week = 0; week * 7 < days.length; week += 1) {
    const places = new Set<number>();
    let playedAt: number | null = null;
    for (let day = week * 7; day < Math.min(days.length, week * 7 + 7); day += 1) {
      const midnight = days[day] ?? 0;
      const next = days[day + 1] ?? midnight + DAY;
      const draw = random.fork(`day/${day}`);
      const playing = plays(person, day, work !== null, draw);
      const today = planDay(plan, person, midnight, next, work, playing, draw);
      life.itineraries.push(today);
      for (const stay of today.stays) if (stay.node !== person.homeNode) places.add(stay.node);
      const session = playing ? sessionOf(today, midnight, joinedAt + 2 * MINUTE, end, draw) : null;
      if (session !== null) {
        life.sessions.push(session);
        const dwells = dwellsOf(
          followItinerary(plan, today),
          session.from,
          session.to,
          STEP,
          person.homeZone,
          draw,
        );
        if (session.sentAt !== null) {
          playedAt = session.to;
          const sent = { at: session.sentAt, device: person.device, seq: (seq.phone += 1), dwells };
          events.push({ kind: 'batch', person: person.index, continuous: false, ...sent });
        }
        events.push(...actsOf(person, session, shelf, draw));
      }
      if (person.logger !== null && day > person.joinsOnDay && next < end) {
        const dwells = dwellsOf(
          followItinerary(plan, today),
          midnight,
          next - 1,
          LOGGER_STEP,
          person.homeZone,
          draw,
        );
        const sent = { at: next + 5 * MINUTE, device: person.logger, seq: (seq.logger += 1), dwells };
        if (sent.at < end) events.push({ kind: 'batch', person: person.index, continuous: true, ...sent });
      }
    }
    const draw = random.fork(`week/${week}`);
    const weakContacts = poisson(Math.exp(0.4 + 0.6 * person.sociability + 0.1 * person.mobility), draw);
    const strongContacts = poisson(Math.exp(0.6 + 0.2 * person.sociability), draw);
    if (playedAt !== null) {
      const at = (): number => Math.floor((playedAt ?? end) - draw.between(0.2, 2) * MINUTE);
      const joined = around.persons.filter((p) => (days[p.joinsOnDay] ?? end) + DAY < (playedAt ?? 0));
      const ids = joined.map((p) => p.index);
      for (let k = 0; k < weakContacts; k += 1) {
        const event = draw.chance(NOTED) ? weakContact({ person, at: at(), shelf, random: draw }, ids) : null;
        if (event !== null) events.push(event);
      }
      for (let k = 0; k < strongContacts; k += 1) {
        const event = draw.chance(NOTED)
          ? strongContact({ person, at: at(), shelf, random: draw }, (i) => ids.includes(i))
          : null;
        if (event !== null) events.push(event);
      }
    }
    const searching = hiredIn === -1;
    const found = searching && draw.chance(chanceOfWork(places.size, weakContacts));
    life.weeks.push({
      person: person.index,
      week,
      places: places.size,
      weakContacts,
      strongContacts,
      searching,
      found,
    });
    if (!found) continue;
    hiredIn = week;
    work = draw.pick(around.workplaces);
    const told = Math.floor((days[week * 7 + 6] ?? end) + draw.between(18, 22) * HOUR);
    if (told < joinedAt || told >= end || !draw.chance(0.9)) continue;
    events.push({ kind: 'outcome', at: told, person: person.index, offer: null, outcome: 'hired' });
  }
  return { ...life, events };
};
