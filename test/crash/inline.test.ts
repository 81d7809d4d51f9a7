import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crashPoints, installCrashHook } from '../../infra/crash-points.ts';
import { openScenario } from './doors.ts';
import { differenceOf, dumpState } from './dump.ts';
import { playInline } from './inline.ts';
import { prepareTrials, type Trials } from './trials.ts';

/** A process that has died writes nothing more: from the fatal point on, every point throws. */
const dieAtVisit = (fatal: number): { readonly visited: string[]; dead(): boolean } => {
  const visited: string[] = [];
  installCrashHook((name) => {
    visited.push(name);
    if (visited.length >= fatal) throw new Error(`dead since ${visited[fatal - 1]}`);
  });
  return { visited, dead: () => visited.length >= fatal };
};

describe('a feed, a photo, a batch and its flush on the inline runner', () => {
  let trials: Trials;
  let whole: string[];
  let visits: string[];
  beforeAll(async () => {
    trials = await prepareTrials();
    const trial = await trials.begin();
    const opened = await openScenario(trial.url, trial.folder);
    const death = dieAtVisit(Number.POSITIVE_INFINITY);
    await playInline(opened);
    installCrashHook(null);
    visits = death.visited;
    whole = await dumpState(trial.url, opened.store);
    await opened.close();
    await trial.close();
  });
  afterAll(async () => {
    installCrashHook(null);
    await trials.close();
  });

  test('the uninterrupted run does all its work, through points that are all declared', () => {
    const has = (text: string): boolean => whole.some((line) => line.includes(text));
    expect(has('"state": "published"') || has('"state":"published"')).toBe(true);
    expect(whole.filter((line) => line.startsWith('offers.offers '))).toHaveLength(8);
    expect(whole.filter((line) => line.startsWith('ops.quarantine '))).toHaveLength(1);
    expect(whole.filter((line) => line.startsWith('object lake/fixes/'))).toHaveLength(1);
    expect(whole.filter((line) => line.startsWith('ops.outbox ') && !line.includes('"done"'))).toEqual([]);
    const declared = new Set(crashPoints());
    expect(visits.filter((name) => !declared.has(name))).toEqual([]);
    expect(new Set(visits).size).toBeGreaterThan(30);
  });

  test('death at the second and last visits of every point, then a new process: the same state to the last row', async () => {
    const differing: string[] = [];
    const closing: Promise<void>[] = [];
    // The first visit of each point is the business of killed.test.ts; here the second and the last of it.
    const fatals = visits.flatMap((name, at) => {
      const earlier = visits.slice(0, at).filter((other) => other === name).length;
      const isLast = !visits.slice(at + 1).includes(name);
      return earlier > 0 && (isLast || earlier === 1) ? [at + 1] : [];
    });
    for (const fatal of fatals) {
      const trial = await trials.begin();
      const dying = await openScenario(trial.url, trial.folder);
      const death = dieAtVisit(fatal);
      await playInline(dying).catch(() => undefined);
      installCrashHook(null);
      await dying.close();
      const opened = await openScenario(trial.url, trial.folder);
      await playInline(opened);
      const state = await dumpState(trial.url, opened.store);
      await opened.close();
      closing.push(trial.close());
      if (!death.dead()) differing.push(`visit ${fatal} was never reached`);
      const difference = differenceOf(whole, state);
      if (difference !== '') differing.push(`after ${visits[fatal - 1]} (visit ${fatal}): ${difference}`);
    }
    await Promise.all(closing);
    console.log(`${fatals.length} deaths, ${differing.length} differing states`);
    expect(differing).toEqual([]);
  }, 600_000);
});
