import type { Dwell } from '../../game/fog.ts';
import type { FogScenario } from '../../game/scenario.ts';
import { SCENARIO } from '../../game/scenario.ts';
import { keep, kept } from '../data/store.ts';
import type { Streets } from '../map/streets.ts';
import { wayTo } from '../map/streets.ts';
import type { Place } from '../map/town.ts';
import { setHere } from './here.ts';
import { homeZone } from './home-zone.ts';
import { keepTrace, leftTrace } from './kept-trace.ts';
import { sendBatch } from './send-batch.ts';
import { keepStanding } from './stood.ts';
import type { Trace } from './trace.ts';
import { addFix, clearedByTrace, endTrace } from './trace.ts';
import type { Fix, Walker } from './walker.ts';
import { startWalker, walkOn } from './walker.ts';

const GATES: FogScenario = SCENARIO.fog;
/** How much faster than life the demo's walk goes until it has caught up with the present. */
export const FAST_PACE = 12;
const TICK_MS = 200;
/** A slow phone moves in larger steps, not more slowly; a phone that slept does not jump. */
const LONGEST_TICK_MS = 1_000;
const SEND_EVERY_MS = 6_000;
const LEAD_MS = 45 * 60_000;
/** One looks around where one arrives: a shorter stop would be too short to count. */
const LOOK_MS = 12_000;

/** What the map shows of a walk. `at` is the walk's own clock: the demo's walks begin in the past and catch up. */
export type Walk = {
  place: Place | null;
  at: number;
  way: readonly Place[];
  trail: readonly Place[];
  explored: ReadonlySet<string>;
  /** How many times faster than life the demo's walker goes; 1 once it has caught up with the present. */
  pace: number;
};

export type WalkStore = {
  now(): Walk;
  subscribe(listener: () => void): () => void;
  /** The demo's walker goes there through the streets. */
  walkTo(place: Place, streets: Streets): void;
  stop(): void;
  setPace(pace: number): void;
  /** A position of the phone's own GPS. */
  gps(fix: Fix): void;
  /** Clouds the server knows to be cleared. */
  addCleared(cells: Iterable<string>): void;
  /** Ends what goes on and sends it: at the end of a walk, when the page is hidden. */
  finish(): void;
  dispose(): void;
};

/** One player's walk on this phone: positions in, dwells out, clouds cleared on the way. */
export const createWalkStore = async (owner: string, start: Place | null): Promise<WalkStore> => {
  const [home, left, explored, lastAt] = await Promise.all([
    homeZone(owner),
    leftTrace(owner),
    kept<string[]>(`explored ${owner}`, []),
    kept(`walked until ${owner}`, 0),
  ]);
  const listeners = new Set<() => void>();
  let walker: Walker | null =
    start === null
      ? null
      : startWalker(start, Math.min(Date.now(), Math.max(lastAt + 60_000, Date.now() - LEAD_MS)));
  // A walk that the phone did not live to end is ended where it stopped.
  let trace: Trace = { ended: endTrace(left).ended, open: null };
  /** Dwells on their way into the queue: still part of what is kept. */
  let leaving: readonly Dwell[] = [];
  let sentAt = Date.now();
  let arrivedAt: number | null = null;
  let tickedAt = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let state: Walk = {
    place: walker?.place ?? null,
    at: walker?.at ?? Date.now(),
    way: [],
    trail: walker === null ? [] : [walker.place],
    explored: new Set(explored),
    pace: FAST_PACE,
  };
  const set = (change: Partial<Walk>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const addCleared = (cells: Iterable<string>): void => {
    const fresh = [...cells].filter((cell) => !state.explored.has(cell));
    if (fresh.length > 0) set({ explored: new Set([...state.explored, ...fresh]) });
  };
  const send = (): void => {
    if (trace.ended.length === 0) return;
    const dwells = trace.ended;
    trace = { ...trace, ended: [] };
    leaving = [...leaving, ...dwells];
    sentAt = Date.now();
    void sendBatch(owner, dwells, () => {
      leaving = leaving.slice(dwells.length);
      return { ...trace, ended: [...leaving, ...trace.ended] };
    });
    void keep(`explored ${owner}`, [...state.explored]);
    void keep(`walked until ${owner}`, dwells.at(-1)?.lastAt ?? 0);
    if (walker !== null) void keepStanding(owner, walker.place);
  };
  const take = (fixes: readonly Fix[]): void => {
    const last = fixes.at(-1);
    if (last === undefined) return;
    for (const fix of fixes) trace = addFix(trace, fix, home);
    void keepTrace(owner, { ...trace, ended: [...leaving, ...trace.ended] });
    addCleared(clearedByTrace(trace, GATES));
    set({ trail: [...state.trail, ...fixes.map((fix) => fix.place)].slice(-2_000) });
    setHere(last);
    if (Date.now() - sentAt > SEND_EVERY_MS) send();
  };
  const finish = (): void => {
    clearInterval(timer);
    timer = undefined;
    arrivedAt = null;
    trace = endTrace(trace);
    send();
  };
  const tick = (): void => {
    if (walker === null) return;
    const behind = Date.now() - walker.at;
    const elapsed = Math.min(LONGEST_TICK_MS, Date.now() - tickedAt);
    tickedAt = Date.now();
    const step = walkOn(walker, Math.min(elapsed * state.pace, Math.max(elapsed, behind)));
    walker = step.walker;
    take(step.fixes);
    set({
      place: walker.place,
      at: walker.at,
      way: walker.way,
      ...(behind <= LONGEST_TICK_MS ? { pace: 1 } : {}),
    });
    if (walker.way.length > 0) arrivedAt = null;
    else arrivedAt ??= walker.at;
    if (arrivedAt !== null && walker.at - arrivedAt > LOOK_MS) finish();
  };

  addCleared(clearedByTrace(trace, GATES));
  send();
  if (state.place !== null) setHere({ place: state.place, at: state.at, accuracyM: 8 });
  return {
    now: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    walkTo: (place, streets) => {
      if (walker === null) return;
      // Standing still for as long as nobody played is not part of the walk.
      if (timer === undefined) walker = { ...walker, nextFixAt: walker.at };
      walker = { ...walker, way: wayTo(streets, walker.place, place).slice(1) };
      set({ way: walker.way });
      if (timer === undefined) {
        tickedAt = Date.now();
        timer = setInterval(tick, TICK_MS);
      }
    },
    stop: () => {
      if (walker !== null) walker = { ...walker, way: [] };
      set({ way: [] });
      finish();
    },
    setPace: (pace) => set({ pace }),
    gps: (fix) => {
      set({ place: fix.place, at: fix.at });
      take([fix]);
    },
    addCleared,
    finish,
    dispose: () => {
      finish();
      listeners.clear();
    },
  };
};
