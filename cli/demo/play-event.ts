import { confirmMeeting, getCode, postAct, postInteraction, postOutcome } from '../../api/contract/acts.ts';
import { postLogger, putConsent } from '../../api/contract/me.ts';
import { weeklyRadius, localWeek } from '../../game/logger/weekly-radius.ts';
import { postBatch } from '../../api/contract/play.ts';
import type { Dwell } from '../../game/fog.ts';
import type { Other, OfferRef, TownEvent } from '../../town/events.ts';
import { createRandom } from '../../town/random.ts';
import type { Actor } from './api-client.ts';
import type { Stage } from './doors.ts';
import type { Cast } from './people.ts';

/** What the players' phones know by now. */
export type Playing = {
  readonly stage: Stage;
  readonly cast: Cast;
  /** Offer ids by the feed's id. */
  feed: ReadonlyMap<string, string>;
  /** Offer ids by the poster they were photographed from. */
  readonly posters: Map<string, string>;
};

/** Version of the consent sentences that the invented people read. */
const TEXT_VERSION = '2026-11';

export const iso = (at: number): string => new Date(at).toISOString();

/** A UUID that belongs to one event: the same event played twice is written once. */
export const keyOf = (stage: Stage, event: TownEvent, part = ''): string =>
  createRandom(`${stage.town.options.seed}/${event.kind}/${event.person}/${event.at}/${part}`).uuid();

/** The store's id of an offer; null for one that never arrived, such as a photo that was rejected. */
const offerOf = ({ feed, posters }: Playing, ref: OfferRef | null): string | null => {
  if (ref === null) return null;
  return ('feed' in ref ? feed.get(ref.feed) : posters.get(ref.poster)) ?? null;
};

const otherActor = async ({ cast, stage }: Playing, other: Other): Promise<Actor | null> => {
  if (other.kind === 'adviser') return cast.adviser(other.adviser);
  const person = other.kind === 'peer' ? stage.town.persons[other.person] : undefined;
  return person === undefined ? null : cast.player(person);
};

type Interaction = Extract<TownEvent, { kind: 'interaction' }>;

const interact = async (playing: Playing, event: Interaction, actor: Actor): Promise<void> => {
  const { stage } = playing;
  const { api } = stage;
  const offer = offerOf(playing, event.offer);
  if (event.other.kind === 'employer' && offer === null) return;
  if (event.interaction === 'offer_passed' && offer === null) return;
  const other = await otherActor(playing, event.other);
  const code = other === null ? (offer ?? '') : (await api.ask(getCode, { actor: other })).code;
  const body = {
    kind: event.interaction,
    otherKind: event.other.kind,
    other: code,
    offer,
    at: iso(event.at),
  };
  const { id } = await api.ask(postInteraction, { actor, key: keyOf(stage, event), body });
  if (event.interaction !== 'meeting' || other === null || !event.confirmed) return;
  await api.ask(confirmMeeting, { actor: other, key: keyOf(stage, event, 'confirm'), params: { id } });
};

const send = async (
  { stage }: Playing,
  event: Extract<TownEvent, { kind: 'batch' }>,
  actor: Actor,
): Promise<void> => {
  const dwells = event.dwells.map((dwell) => ({
    ...dwell,
    firstAt: iso(dwell.firstAt),
    lastAt: iso(dwell.lastAt),
  }));
  const body = { device: event.device, seq: event.seq, sentAt: iso(event.at), dwells };
  await stage.api.ask(postBatch, { actor, body });
};

/** Clocks of the town. */
const ZONE = 'Europe/Paris';
/** Rows of one request. */
const PART = 2000;

/**
 * A day of a study's logger, imported as its carrier's file is: dwells without home, and the radius of the week so far,
 * computed here, where the home is known.
 */
const importLogger = async (
  { stage }: Playing,
  event: Extract<TownEvent, { kind: 'batch' }>,
  actor: Actor,
): Promise<void> => {
  const weekOf = localWeek(ZONE);
  const weeks = new Set(event.dwells.map((dwell) => weekOf(dwell.firstAt)));
  const recorded = stage.town.events.flatMap((other) =>
    other.kind === 'batch' && other.continuous && other.person === event.person && other.at <= event.at
      ? other.dwells.filter((dwell) => weeks.has(weekOf(dwell.firstAt)))
      : [],
  );
  const homeZone = stage.town.persons[event.person]?.homeZone ?? new Set<string>();
  const figures = weeklyRadius(recorded as unknown as Dwell[], homeZone, ZONE);
  for (let from = 0; from < event.dwells.length; from += PART) {
    const dwells = event.dwells.slice(from, from + PART).map((dwell) => ({
      ...dwell,
      firstAt: iso(dwell.firstAt),
      lastAt: iso(dwell.lastAt),
    }));
    const key = keyOf(stage, event, `logger/${from}`);
    await stage.api.ask(postLogger, { actor, key, body: { dwells, weeks: figures } });
  }
};

/** Plays one event through the API, as the person's phone would. Photos are `play-photo.ts`'s. */
export const playEvent = async (
  playing: Playing,
  event: Exclude<TownEvent, { kind: 'photo' }>,
): Promise<void> => {
  const { stage, cast } = playing;
  const person = stage.town.persons[event.person];
  if (person === undefined) return;
  if (event.kind === 'account') {
    await cast.join(person);
    return;
  }
  const actor = await cast.player(person);
  const key = keyOf(stage, event);
  if (event.kind === 'consent') {
    const body = { purpose: event.purpose, given: event.given, textVersion: TEXT_VERSION };
    await stage.api.ask(putConsent, { actor, key, body });
  } else if (event.kind === 'batch') await (event.continuous ? importLogger : send)(playing, event, actor);
  else if (event.kind === 'interaction') await interact(playing, event, actor);
  else if (event.kind === 'outcome') {
    const body = { offer: offerOf(playing, event.offer), outcome: event.outcome, at: iso(event.at) };
    await stage.api.ask(postOutcome, { actor, key, body });
  } else {
    const offer = offerOf(playing, event.offer);
    if (offer !== null)
      await stage.api.ask(postAct, { actor, key, body: { offer, act: event.act, at: iso(event.at) } });
  }
};
