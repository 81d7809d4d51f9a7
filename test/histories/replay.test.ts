import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import { installRuntime } from '../../infra/temporal/runtime.ts';
import { HISTORIES, readHistory } from './record.ts';

const files = (await readdir(HISTORIES)).filter((file) => file.endsWith('.json'));
/** A waiting flow of an older version must go on under this one: its recorded history is replayed, no server needed. */
installRuntime();

describe('recorded histories', () => {
  let workflowBundle: { code: string };
  beforeAll(async () => {
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../../workflows/flows/index.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
  });

  test('exist for what players and feeds cause', () => {
    expect(files.map((file) => file.replace('.json', ''))).toEqual(
      expect.arrayContaining(['feed', 'lake-flush', 'photo', 'traces']),
    );
  });

  test.each(files)('%s replays on the flows of today', async (file) => {
    const history = await readHistory(file);
    await expect(Worker.runReplayHistory({ workflowBundle, replayName: file }, history)).resolves.toBeUndefined();
  });

  test('are noticed when the code no longer fits them', async () => {
    const changed = await readHistory('traces.json');
    for (const event of changed.events) {
      const type = event.activityTaskScheduledEventAttributes?.activityType;
      if (type) type.name = 'traces.renamed';
    }
    await expect(Worker.runReplayHistory({ workflowBundle, replayName: 'changed' }, changed)).rejects.toThrow(
      /[Nn]ondeterminism|TMPRL1100/,
    );
  });

  test('hold ids, hashes and counts: no cell, no coordinate, no text of a person', async () => {
    for (const file of files) {
      const payloads = (await readFile(join(HISTORIES, file), 'utf8')).matchAll(/"data": "([^"]+)"/g);
      for (const [, data = ''] of payloads) {
        const text = Buffer.from(data, 'base64').toString('utf8');
        expect(text).not.toMatch(/\b8[0-9a-f]{14}\b|\d{1,3}\.\d{4,}|06 39 98|Vend|P[âa]tiss/);
      }
    }
  });
});
