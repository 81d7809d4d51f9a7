import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installCrashHook } from '../../infra/crash-points.ts';
import { connectTemporal } from '../../infra/temporal/connection.ts';
import { recordHistories } from '../histories/record.ts';
import { temporalAtHand, testTemporal } from '../support/temporal.ts';
import { openScenario } from './doors.ts';
import { differenceOf, dumpState } from './dump.ts';
import { playInline } from './inline.ts';
import { playAndDie } from './kill.ts';
import { bundleFlows, playTemporal } from './temporal.ts';
import { STORIES, type StoryName } from './scenario.ts';
import { prepareTrials, type Trial, type Trials } from './trials.ts';

const NAMES = Object.keys(STORIES) as StoryName[];

describe.skipIf(!(await temporalAtHand()))(
  'SIGKILL of the worker at every enumerated point, Temporal',
  () => {
    let trials: Trials;
    let server: Awaited<ReturnType<typeof testTemporal>>;
    const whole = new Map<StoryName, string[]>();
    let bundleFolder: string;
    let bundle: string;
    const reached = new Map<StoryName, Set<string>>();
    beforeAll(async () => {
      [trials, server] = await Promise.all([prepareTrials(), testTemporal()]);
      bundleFolder = await mkdtemp(join(tmpdir(), 'joka-flows-'));
      bundle = await bundleFlows(bundleFolder);
      for (const story of NAMES) {
        const trial = await trials.begin();
        const opened = await openScenario(trial.url, trial.folder);
        await playInline(opened, story);
        whole.set(story, await dumpState(trial.url, opened.store));
        await opened.close();
        await trial.close();
      }
    });
    afterAll(async () => {
      await server.close();
      await trials.close();
      await rm(bundleFolder, { recursive: true });
    });

    const finish = async ({ url, folder }: Trial, story: StoryName, taskQueue: string): Promise<string> => {
      const opened = await openScenario(url, folder);
      await playTemporal(opened, server.address, taskQueue, bundle, story);
      const difference = differenceOf(whole.get(story) ?? [], await dumpState(url, opened.store));
      await opened.close();
      return difference;
    };

    test('uninterrupted, it leaves the state that the inline runner leaves', async () => {
      for (const story of NAMES) {
        const trial = await trials.begin();
        const visited = new Set<string>();
        installCrashHook((name) => visited.add(name));
        const difference = await finish(trial, story, `whole ${story}`);
        installCrashHook(null);
        reached.set(story, visited);
        await trial.close();
        expect({ story, difference }).toEqual({ story, difference: '' });
        expect(visited.size).toBeGreaterThan(30);
      }
      const temporal = await connectTemporal({ address: server.address, namespace: 'default' });
      const kinds = new Set<string>();
      for (const story of NAMES)
        for (const kind of await recordHistories(temporal.client, `whole ${story}`)) kinds.add(kind);
      await temporal.close();
      expect([...kinds].toSorted()).toEqual([
        'feed',
        'lake-flush',
        'lake-merge',
        'photo',
        'publish-week',
        'study-night',
        'traces',
        'traces-purge',
      ]);
    });

    test('a new worker ends what the killed one began, in the same state to the last row', async () => {
      const faults: string[] = [];
      const killAt = async (story: StoryName, point: string): Promise<void> => {
        const trial = await trials.begin();
        const queue = `${story} ${point}`;
        const end = await playAndDie(trial, point, story, [server.address, queue, bundle]);
        if (end !== 'SIGKILL') faults.push(`${point}: ${end}`);
        const difference = await finish(trial, story, queue).catch(String);
        if (difference !== '') faults.push(`after ${point}: ${difference}`);
        await trial.close();
      };
      // What only the study's story reaches dies within the process, in inline.test.ts: each kill here takes seconds.
      const left = [...(reached.get('game') ?? [])].toSorted();
      const kills = left.length;
      const lane = async (): Promise<void> => {
        for (let point = left.shift(); point !== undefined; point = left.shift()) await killAt('game', point);
      };
      await Promise.all([lane(), lane(), lane()]);
      console.log(`${kills} kills, ${faults.length} faults`);
      expect(faults).toEqual([]);
    }, 1_200_000);
  },
);
