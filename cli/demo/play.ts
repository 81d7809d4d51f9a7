import { isoWeek } from '../../game/iso-week.ts';
import { DAY, HOUR, localMidnight } from '../../town/people/calendar.ts';
import type { TownEvent } from '../../town/events.ts';
import { TERRITORY } from '../../town/plan/communes.ts';
import type { Stage } from './doors.ts';
import { knownOffers, readFeed } from './feed.ts';
import { inLanes } from './lanes.ts';
import { playEvent } from './play-event.ts';
import type { Playing } from './play-event.ts';
import { playPhoto } from './play-photo.ts';
import { publishWeek, purgeTraces, studyNight } from './study.ts';

/** How many invented people use the API at the same moment. */
const LANES = 12;
/** Length of a slice of the town's time: the clock stands still within one. */
const SLICE = 6 * HOUR;
/** Of an ISO week that ended 7 days ago, some day. */
const PUBLISHED_AGO = 8 * DAY;

const isPhoto = (event: TownEvent): event is Extract<TownEvent, { kind: 'photo' }> => event.kind === 'photo';
const isEntrance = (event: TownEvent): boolean => event.kind === 'account' || event.kind === 'consent';

/** What happens at the end of a stretch of events: counted by kind. */
type Counts = Record<string, number>;

/**
 * People first come in, at the slice's beginning, so that what they do later in it comes after their consents; then
 * everything else, seen from the slice's end.
 */
const playSlice = async (playing: Playing, events: readonly TownEvent[], end: number): Promise<void> => {
  const { stage } = playing;
  const entrances = events.filter(isEntrance);
  if (entrances[0] !== undefined) stage.clock.set(entrances[0].at);
  const others = events.filter((event) => !isEntrance(event) && !isPhoto(event));
  const play = async (event: TownEvent): Promise<void> =>
    isPhoto(event) ? undefined : playEvent(playing, event);
  await inLanes(entrances, LANES, (event) => event.person, play);
  stage.clock.set(end);
  await inLanes(others, LANES, (event) => event.person, play);
};

/** How far the town was played, and how far it was going to be: the last slice of an interrupted play ends where it would have. */
const remember = async (
  { db, town }: Stage,
  until: number,
  planned: number,
  counts: Counts,
): Promise<void> => {
  const { variant, seed, end } = town.options;
  const played = { played_until: new Date(until), counts: JSON.stringify({ ...counts, planned }) };
  await db.ops
    .insertInto('ops.demo_town')
    .values({ territory: TERRITORY.code, variant, seed, first_end: new Date(end), ...played })
    .onConflict((conflict) => conflict.column('territory').doUpdateSet(played))
    .execute();
};

/** Monday's work on an ordinary machine: old traces out, the week that ended seven days ago published. */
const monday = async (stage: Stage, now: number): Promise<void> => {
  stage.clock.set(now);
  await purgeTraces(stage);
  if (now - PUBLISHED_AGO >= stage.town.begin)
    await publishWeek(stage, isoWeek(new Date(now - PUBLISHED_AGO)));
};

/**
 * Plays the town's events of [from, until) through the API. After each local day the pipelines run until idle; the job
 * feed is read when it is due; each Monday brings the study's night and one published week.
 * @returns events played, by kind
 */
export const playTown = async (
  playing: Playing,
  from: number,
  until: number,
  photos: ReadonlyMap<string, Uint8Array>,
): Promise<Counts> => {
  const { stage } = playing;
  const { town, clock, runner, progress } = stage;
  const events = town.events.filter((event) => event.at >= from && event.at < until);
  const counts: Counts = {};
  let next = 0;
  // Reading a picture takes seconds in another process: the town goes on meanwhile, for a day at most.
  let yesterday: Promise<void>[] = [];
  let today: Promise<void>[] = [];
  await remember(stage, from, until, counts);
  for (let at = from; at < until;) {
    const midnight = localMidnight(at);
    const end = Math.min(until, midnight + SLICE * (Math.floor((at - midnight) / SLICE) + 1));
    const week = 1 + Math.floor((at - town.begin) / (7 * DAY));
    progress.step(`playing week ${week} of the town`, next, events.length);
    for (const due of town.feedAt.filter((read) => read >= at && read < end)) {
      clock.set(due);
      await readFeed(stage);
      playing.feed = await knownOffers(stage);
    }
    const slice: TownEvent[] = [];
    for (let event = events[next]; event !== undefined && event.at < end; event = events[next]) {
      slice.push(event);
      counts[event.kind] = (counts[event.kind] ?? 0) + 1;
      next += 1;
    }
    await playSlice(playing, slice, end - 1);
    for (const event of slice.filter(isPhoto)) {
      const taken = playPhoto(playing, event, photos.get(event.poster) ?? new Uint8Array());
      // A failure is thrown where it is waited for, not before.
      taken.catch(() => undefined);
      today.push(taken);
    }
    const over = localMidnight(end) !== midnight || end === until;
    if (over) {
      await runner.runUntilIdle();
      await Promise.all(end === until ? [...yesterday, ...today] : yesterday);
      [yesterday, today] = [today, []];
      // A play that stops here goes on from this day's beginning: its photos may still be read.
      await remember(stage, end === until ? end : midnight, until, counts);
      if (new Date(end + 12 * HOUR).getUTCDay() === 1) await monday(stage, Math.min(until, end + 5 * HOUR));
    }
    at = end;
  }
  clock.set(until);
  progress.step('the study looks at the town');
  await purgeTraces(stage);
  await studyNight(stage);
  return counts;
};
