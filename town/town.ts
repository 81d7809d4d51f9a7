import type { PhotoCorrection } from '../game/photo.ts';
import { byTime } from './events.ts';
import type { OfferRef, TownEvent } from './events.ts';
import { createEmployers } from './offers/employers.ts';
import type { Employer } from './offers/employers.ts';
import { createOffers, isOpen } from './offers/offers.ts';
import type { TownOffer } from './offers/offers.ts';
import type { TownOptions } from './options.ts';
import { DAY, HOUR, localDays } from './people/calendar.ts';
import { live } from './people/life.ts';
import type { Life } from './people/life.ts';
import { createPersons } from './people/person.ts';
import type { Person } from './people/person.ts';
import { COMMUNES } from './plan/communes.ts';
import { createPlan } from './plan/plan.ts';
import type { Plan } from './plan/plan.ts';
import { distance } from './plan/projection.ts';
import type { Point } from './plan/projection.ts';
import { createPosters } from './posters/poster.ts';
import type { Poster } from './posters/poster.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { PersonWeek } from './truth.ts';

/** An invented town with its people, its weeks and what of them is played through the API. */
export type Town = {
  readonly options: TownOptions;
  readonly begin: number;
  readonly days: readonly number[];
  readonly plan: Plan;
  readonly employers: readonly Employer[];
  readonly offers: readonly TownOffer[];
  readonly posters: readonly Poster[];
  readonly persons: readonly Person[];
  readonly lives: readonly Life[];
  /** The truth, person by person and week by week. */
  readonly weeks: readonly PersonWeek[];
  /** Everything that is played, in time order. */
  readonly events: readonly TownEvent[];
  /** Instants at which the job feed is read. */
  readonly feedAt: readonly number[];
  /** Where a newcomer's walk begins: a street corner with a poster within 100 m. */
  readonly start: Point;
};

/**
 * A quarter of the posters is left to be photographed, the one where a newcomer begins first; those between were found
 * by the town's people, so that a pin stands near every window that is left.
 */
const isLeft = (poster: number): boolean => poster % 4 === 0;

const MAIN_SQUARE: Point = COMMUNES[0]?.centre ?? { x: 0, y: 0 };

const correctionOf = ({ truth }: Poster): PhotoCorrection => ({
  isVacancy: true,
  title: truth.title,
  rome: truth.rome,
  contract: truth.contract,
  apply: truth.phone === null ? 'email' : 'phone',
  employer: truth.employer,
  hours: truth.hours,
  salary: truth.salary,
  address: truth.address,
  phone: truth.phone,
  email: truth.email,
});

const startOf = (plan: Plan, posters: readonly Poster[]): Point => {
  const door = posters[0]?.place ?? { x: 0, y: 0 };
  const near = plan.graph.nodes.filter((p) => distance(p, door) > 25 && distance(p, door) < 95);
  return near.toSorted((a, b) => distance(a, MAIN_SQUARE) - distance(b, MAIN_SQUARE))[0] ?? door;
};

/** Offers of the first weeks, then as many a week for as long as the town goes on: the first never change. */
const allOffers = (
  options: TownOptions,
  employers: readonly Employer[],
  begin: number,
  random: Random,
): TownOffer[] => {
  const { end, weeks, extraWeeks, offers } = options;
  const first = createOffers(
    employers,
    { count: offers, begin, end, openBefore: 1 / 3, from: 1 },
    random.fork('offers'),
  );
  const later = Array.from({ length: extraWeeks }, (_, k) => {
    const count = Math.max(1, Math.round((offers * 2) / 3 / weeks));
    const week = {
      count,
      begin: end + k * 7 * DAY,
      end: end + (k + 1) * 7 * DAY,
      openBefore: 0,
      from: offers + 1 + k * count,
    };
    return createOffers(employers, week, random.fork(`offers/${k}`));
  });
  return [first, ...later].flat();
};

/** The town of the given options. Pure: same options, same town, byte for byte. */
export const createTown = (options: TownOptions): Town => {
  const random = createRandom(options.seed);
  const days = localDays(options.end, options.weeks, options.extraWeeks);
  const firstDays = options.weeks * 7;
  const begin = days[0] ?? options.end;
  const until = options.end + options.extraWeeks * 7 * DAY;
  const plan = createPlan(random.fork('plan'));
  const employers = createEmployers(plan, random.fork('employers'));
  const offers = allOffers(options, employers, begin, random);
  const posters = createPosters(employers, options.posters, random.fork('posters')).toSorted(
    (a, b) => distance(a.place, MAIN_SQUARE) - distance(b.place, MAIN_SQUARE),
  );
  const persons = createPersons(plan, options.persons, firstDays, options.loggers, random.fork('persons'));
  const feedAt = [
    ...days.filter((_, i) => i % 7 === 0).map((d) => d + 5 * HOUR),
    options.end - 2 * HOUR,
  ].toSorted((a, b) => a - b);
  const found = posters.filter((_, i) => !isLeft(i));
  const photoDraw = random.fork('photos');
  // Nearest last: what a newcomer meets first was seen in a window these days.
  const photoDays = found.map((_, i) => Math.floor(((found.length - i - 0.5) * firstDays) / found.length));
  const shelves = feedAt.map((at) => offers.filter((o) => isOpen(o, at)));
  const shelf = (at: number): OfferRef[] => {
    const k = feedAt.findLastIndex((read) => read + HOUR < at);
    const fed = (shelves[k] ?? []).filter((o) => isOpen(o, at)).map((o) => ({ feed: o.externalId }));
    const seen = found.filter((_, i) => (days[photoDays[i] ?? 0] ?? 0) + 3 * DAY < at);
    return [...fed, ...seen.map((p) => ({ poster: p.id }))];
  };
  const workplaces = employers.map((e) => e.node);
  const around = { plan, days, end: until, shelf, persons, workplaces };
  const lives = persons.map((p) => live(p, around, random.fork(`life/${p.index}`)));
  const photos = found.flatMap((poster, i): TownEvent[] => {
    const midnight = days[photoDays[i] ?? 0] ?? begin;
    const sessions = lives.flatMap((l, person) => l.sessions.map((s) => ({ person, at: s.to - 30_000 })));
    const near = sessions.filter((s) => s.at >= midnight && s.at < midnight + 2 * DAY);
    const one = near.length === 0 ? null : photoDraw.pick(near);
    return one === null ? [] : [{ kind: 'photo', ...one, poster: poster.id, confirm: correctionOf(poster) }];
  });
  const events = [...lives.flatMap((l) => l.events), ...photos].toSorted(byTime);
  const weeks = lives.flatMap((l) => l.weeks);
  const start = startOf(plan, posters);
  return {
    options,
    begin,
    days,
    plan,
    employers,
    offers,
    posters,
    persons,
    lives,
    weeks,
    events,
    feedAt,
    start,
  };
};
