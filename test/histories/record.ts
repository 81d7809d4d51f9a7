import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

/** Where recorded histories are kept. */
export const HISTORIES = fileURLToPath(new URL('.', import.meta.url));

/** Where a history says on which machine and in which process it ran. */
const IDENTITY = /("identity": ")[^"]*(")/g;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * Keeps the history of one flow of each kind of a task queue as `<kind>.json`, where there is none yet: to record
 * anew, delete the file and run the suite that calls this. Answers the kinds seen.
 */
export const recordHistories = async (client: Client, taskQueue: string): Promise<string[]> => {
  const kinds = new Set<string>();
  for await (const { workflowId, runId, type } of client.workflow.list({
    query: `TaskQueue = "${taskQueue}"`,
  })) {
    kinds.add(type);
    const file = join(HISTORIES, `${type}.json`);
    if (await exists(file)) continue;
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const text = JSON.stringify(JSON.parse(historyToJSON(history)), null, 1);
    await writeFile(file, `${text.replaceAll(IDENTITY, '$1worker$2')}\n`);
  }
  return [...kinds].toSorted();
};
