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
import { prepareTrials, type Trials } from './trials.ts';

describe.skipIf(!(await temporalAtHand()))(
  'SIGKILL of the worker at every enumerated point, Temporal',
  () => {
    let trials: Trials;
    let server: Awaited<ReturnType<typeof testTemporal>>;
    let whole: string[];
    let bundleFolder: string;
    let bundle: string;
    const reached = new Set<string>();
    beforeAll(async () => {
      [trials, server] = await Promise.all([prepareTrials(), testTemporal()]);
      bundleFolder = await mkdtemp(join(tmpdir(), 'joka-flows-'));
      bundle = await bundleFlows(bundleFolder);
      const trial = await trials.begin();
      const opened = await openScenario(trial.url, trial.folder);
      await playInline(opened);
      whole = await dumpState(trial.url, opened.store);
      await opened.close();
      await trial.close();
    });
    afterAll(async () => {
      await server.close();
      await trials.close();
      await rm(bundleFolder, { recursive: true });
    });

    const finish = async (url: string, folder: string, taskQueue: string): Promise<string> => {
      const opened = await openScenario(url, folder);
      await playTemporal(opened, server.address, taskQueue, bundle);
      const difference = differenceOf(whole, await dumpState(url, opened.store));
      await opened.close();
      return difference;
    };

    test('uninterrupted, it leaves the state that the inline runner leaves', async () => {
      const trial = await trials.begin();
      installCrashHook((name) => reached.add(name));
      const difference = await finish(trial.url, trial.folder, 'whole');
      installCrashHook(null);
      await trial.close();
      expect(difference).toBe('');
      expect(reached.size).toBeGreaterThan(30);
      const temporal = await connectTemporal({ address: server.address, namespace: 'default' });
      const kinds = await recordHistories(temporal.client, 'whole');
      await temporal.close();
      expect(kinds).toEqual(['feed', 'lake-flush', 'photo', 'traces']);
    });

    test('a new worker ends what the killed one began, in the same state to the last row', async () => {
      const points = [...reached].toSorted();
      const faults: string[] = [];
      const killAt = async (point: string): Promise<void> => {
        const trial = await trials.begin();
        const end = await playAndDie(trial, point, [server.address, point, bundle]);
        if (end !== 'SIGKILL') faults.push(`${point}: ${end}`);
        const difference = await finish(trial.url, trial.folder, point).catch(String);
        if (difference !== '') faults.push(`after ${point}: ${difference}`);
        await trial.close();
      };
      const left = [...points];
      const lane = async (): Promise<void> => {
        for (let point = left.shift(); point !== undefined; point = left.shift()) await killAt(point);
      };
      await Promise.all([lane(), lane(), lane()]);
      console.log(`${points.length} kills, ${faults.length} faults`);
      expect(faults).toEqual([]);
    }, 1_200_000);
  },
);
