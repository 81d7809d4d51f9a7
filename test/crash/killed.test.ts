import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crashPoints, installCrashHook } from '../../infra/crash-points.ts';
import { openScenario } from './doors.ts';
import { differenceOf, dumpState } from './dump.ts';
import { playInline } from './inline.ts';
import { playAndDie } from './kill.ts';
import { prepareTrials, type Trials } from './trials.ts';

/** Points of other work than this scenario's; a suite of their owners reaches them. */
const ELSEWHERE =
  /^(commit:(idp|vault|territory|lake-rewrite)|put:(runs|parts|posters)|delete:|(step|save):(erase|lake-merge|traces-purge|purge|study-night|publish-week))/;

describe('SIGKILL of the process at every enumerated point, inline runner', () => {
  let trials: Trials;
  let whole: string[];
  let reached: Set<string>;
  beforeAll(async () => {
    trials = await prepareTrials();
    const trial = await trials.begin();
    const opened = await openScenario(trial.url, trial.folder);
    reached = new Set();
    installCrashHook((name) => reached.add(name));
    await playInline(opened);
    installCrashHook(null);
    whole = await dumpState(trial.url, opened.store);
    await opened.close();
    await trial.close();
  });
  afterAll(() => trials.close());

  test('every declared point is reached here or belongs to other work', () => {
    const unreached = crashPoints().filter((name) => !reached.has(name) && !ELSEWHERE.test(name));
    expect(unreached).toEqual(
      [
        'step:photo.reject:after',
        'step:photo.reject:before',
        'step:feed.retry:after',
        'step:feed.retry:before',
      ].toSorted(),
    );
  });

  test('a new process ends what the killed one began, in the same state to the last row', async () => {
    const points = [...reached].toSorted();
    const faults: string[] = [];
    const killAt = async (point: string): Promise<void> => {
      const trial = await trials.begin();
      const end = await playAndDie(trial, point);
      if (end !== 'SIGKILL') faults.push(`${point}: ${end}`);
      const opened = await openScenario(trial.url, trial.folder);
      await playInline(opened);
      const difference = differenceOf(whole, await dumpState(trial.url, opened.store));
      if (difference !== '') faults.push(`after ${point}: ${difference}`);
      await opened.close();
      await trial.close();
    };
    const left = [...points];
    const lane = async (): Promise<void> => {
      for (let point = left.shift(); point !== undefined; point = left.shift()) await killAt(point);
    };
    await Promise.all([lane(), lane()]);
    console.log(`${points.length} kills, ${faults.length} faults`);
    expect(faults).toEqual([]);
  }, 900_000);
});
