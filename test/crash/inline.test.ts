import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crashPoints, installCrashHook } from '../../infra/crash-points.ts';
import { openScenario } from './doors.ts';
import { differenceOf, dumpState } from './dump.ts';
import { playInline } from './inline.ts';
import { prepareTrials, type Trials } from './trials.ts';

/** A process that has died writes nothing more: from the nth visit of the fatal point on, every point throws. */
const dieAt = (fatal: string, nth: number): { readonly visited: string[]; dead(): boolean } => {
  const visited: string[] = [];
  let left = nth;
  installCrashHook((name) => {
    visited.push(name);
    if (left > 0 && name === fatal) left -= 1;
    if (left === 0) throw new Error(`dead since ${fatal}`);
  });
  return { visited, dead: () => left === 0 };
};

describe('a feed, a photo, a batch and its flush on the inline runner', () => {
  let trials: Trials;
  let whole: string[];
  let visits: string[];
  beforeAll(async () => {
    trials = await prepareTrials();
    const trial = await trials.begin();
    const opened = await openScenario(trial.url, trial.folder);
    const death = dieAt('none', 1);
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
    expect(whole.filter((line) => line.startsWith('object lake/offers/'))).toHaveLength(1);
    expect(whole.filter((line) => line.startsWith('ops.outbox ') && !line.includes('"done"'))).toEqual([]);
    const declared = new Set(crashPoints());
    expect(visits.filter((name) => !declared.has(name))).toEqual([]);
    expect(new Set(visits).size).toBeGreaterThan(30);
  });

  test('death at the second and last visits of every point, then a new process: the same state to the last row', async () => {
    const differing: string[] = [];
    const closing: Promise<void>[] = [];
    // The first visit of each point is the business of killed.test.ts; here the second and the last of it.
    const counts = new Map<string, number>();
    for (const name of visits) counts.set(name, (counts.get(name) ?? 0) + 1);
    const fatals = [...counts].flatMap(([name, last]) =>
      [...new Set([2, last])].filter((nth) => nth > 1 && nth <= last).map((nth) => ({ name, nth })),
    );
    for (const { name, nth } of fatals) {
      const trial = await trials.begin();
      const dying = await openScenario(trial.url, trial.folder);
      const death = dieAt(name, nth);
      await playInline(dying).catch(() => undefined);
      installCrashHook(null);
      await dying.close();
      const opened = await openScenario(trial.url, trial.folder);
      await playInline(opened);
      const state = await dumpState(trial.url, opened.store);
      await opened.close();
      closing.push(trial.close());
      // On a busy machine a lease is renewed now and then: a visit of commit:ops more, or less.
      if (!death.dead() && !name.startsWith('commit:ops'))
        differing.push(`${name} #${nth} was never reached`);
      const difference = differenceOf(whole, state);
      if (difference !== '') differing.push(`after ${name} #${nth}: ${difference}`);
    }
    await Promise.all(closing);
    console.log(`${fatals.length} deaths, ${differing.length} differing states`);
    expect(differing).toEqual([]);
  }, 600_000);

  test('the study: death at the first visit of every point that only it reaches, then a new process', async () => {
    const begun = await trials.begin();
    const opened = await openScenario(begun.url, begun.folder);
    const { visited } = dieAt('none', 1);
    await playInline(opened, 'study');
    installCrashHook(null);
    const ended = await dumpState(begun.url, opened.store);
    await opened.close();
    await begun.close();
    const differing: string[] = [];
    const points = [...new Set(visited)].filter((name) => !visits.includes(name));
    for (const name of points) {
      const trial = await trials.begin();
      const dying = await openScenario(trial.url, trial.folder);
      const death = dieAt(name, 1);
      await playInline(dying, 'study').catch(() => undefined);
      installCrashHook(null);
      await dying.close();
      if (!death.dead()) differing.push(`${name} was never reached`);
      const again = await openScenario(trial.url, trial.folder);
      await playInline(again, 'study');
      const difference = differenceOf(ended, await dumpState(trial.url, again.store));
      if (difference !== '') differing.push(`after ${name}: ${difference}`);
      await again.close();
      await trial.close();
    }
    console.log(`${points.length} deaths of the study, ${differing.length} differing states`);
    expect(points.length).toBeGreaterThan(10);
    expect(differing).toEqual([]);
  }, 600_000);
});
