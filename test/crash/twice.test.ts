import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createInlineRunner } from '../../workflows/inline/runner.ts';
import { openScenario, type OpenedScenario } from './doors.ts';
import { differenceOf, dumpState } from './dump.ts';
import { playInline } from './inline.ts';
import { STORIES } from './scenario.ts';
import { prepareTrials, type Trials } from './trials.ts';

let trials: Trials;
let whole: string[];
beforeAll(async () => {
  trials = await prepareTrials();
  const trial = await trials.begin();
  const opened = await openScenario(trial.url, trial.folder);
  await playInline(opened);
  whole = await dumpState(trial.url, opened.store);
  await opened.close();
  await trial.close();
});
afterAll(() => trials.close());

/** Runners that take each other's runs away in the middle of a step, since no lease lasts. */
const rivals = async (opened: OpenedScenario): Promise<void> => {
  const runners = [0, 1, 2].map(() => createInlineRunner({ ...opened, leaseMs: 0, pauseMs: 1 }));
  await Promise.all(
    runners.map(async (runner, at) => {
      await sleep(at * 3);
      await runner.runUntilIdle();
    }),
  );
};

test('a step executed again while its first execution still runs changes nothing', async () => {
  for (let round = 0; round < 4; round += 1) {
    const trial = await trials.begin();
    const opened = await openScenario(trial.url, trial.folder);
    for (const act of STORIES.game) {
      await act(opened);
      await rivals(opened);
    }
    expect(differenceOf(whole, await dumpState(trial.url, opened.store))).toBe('');
    await opened.close();
    await trial.close();
  }
});
