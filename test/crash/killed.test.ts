import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crashPoints, installCrashHook } from '../../infra/crash-points.ts';
import { openScenario } from './doors.ts';
import { differenceOf, dumpState } from './dump.ts';
import { playInline } from './inline.ts';
import { playAndDie } from './kill.ts';
import { STORIES, type StoryName } from './scenario.ts';
import { prepareTrials, type Trials } from './trials.ts';

/** Points of other work than these stories'; a suite of their owners reaches them. */
const ELSEWHERE =
  /^(commit:(idp|vault|territory)|put:posters|delete:(photos|posters|raw)|(step|save):(erase|purge|feed-start)|step:photo\.lapse)/;

const NAMES = Object.keys(STORIES) as StoryName[];

describe('SIGKILL of the process at every enumerated point, inline runner', () => {
  let trials: Trials;
  const whole = new Map<StoryName, string[]>();
  const reached = new Map<StoryName, Set<string>>();
  beforeAll(async () => {
    trials = await prepareTrials();
    for (const story of NAMES) {
      const trial = await trials.begin();
      const opened = await openScenario(trial.url, trial.folder);
      const visited = new Set<string>();
      installCrashHook((name) => visited.add(name));
      await playInline(opened, story);
      installCrashHook(null);
      reached.set(story, visited);
      whole.set(story, await dumpState(trial.url, opened.store));
      await opened.close();
      await trial.close();
    }
  });
  afterAll(() => trials.close());

  test('every declared point is reached here or belongs to other work', () => {
    const visited = new Set([...reached.values()].flatMap((names) => [...names]));
    expect(crashPoints().filter((name) => !visited.has(name) && !ELSEWHERE.test(name))).toEqual([]);
  });

  test('the study’s story computes, publishes, merges and purges', () => {
    const lines = whole.get('study') ?? [];
    const has = (start: string, text = ''): boolean =>
      lines.some((line) => line.startsWith(start) && line.includes(text));
    expect(lines.filter((line) => line.startsWith('ops.outbox ') && !line.includes('"done"'))).toEqual([]);
    expect(has('object lake/stays/')).toBe(true);
    expect(has('study.published ')).toBe(true);
    expect(has('object runs/study-night-panel/')).toBe(true);
    expect(has('object parts/')).toBe(false);
    expect(lines.filter((line) => line.startsWith('object lake/fixes/'))).toHaveLength(1);
  });

  test('a new process ends what the killed one began, in the same state to the last row', async () => {
    const faults: string[] = [];
    const killAt = async (story: StoryName, point: string): Promise<void> => {
      const trial = await trials.begin();
      const end = await playAndDie(trial, point, story);
      if (end !== 'SIGKILL') faults.push(`${point}: ${end}`);
      const opened = await openScenario(trial.url, trial.folder);
      await playInline(opened, story);
      const difference = differenceOf(whole.get(story) ?? [], await dumpState(trial.url, opened.store));
      if (difference !== '') faults.push(`after ${point}: ${difference}`);
      await opened.close();
      await trial.close();
    };
    // What only the study's story reaches dies within the process, in inline.test.ts: each kill here takes seconds.
    const left = [...(reached.get('game') ?? [])].toSorted();
    const kills = left.length;
    const lane = async (): Promise<void> => {
      for (let point = left.shift(); point !== undefined; point = left.shift()) await killAt('game', point);
    };
    await Promise.all([lane(), lane()]);
    console.log(`${kills} kills, ${faults.length} faults`);
    expect(faults).toEqual([]);
  }, 900_000);
});
