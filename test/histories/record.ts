import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

/** Where recorded histories are kept. */
export const HISTORIES = fileURLToPath(new URL('.', import.meta.url));

const { History } = proto.temporal.api.history.v1;
type HistoryMessage = ReturnType<typeof History.fromObject>;

/** A history as readable JSON. The SDK's own conversion fails where npm installs protobufjs more than once. */
const toJson = (history: HistoryMessage): string =>
  JSON.stringify(History.toObject(history, { longs: String, enums: String, bytes: String }), null, 1);

/** A recorded history as the SDK replays it. */
export const readHistory = async (file: string): Promise<HistoryMessage> =>
  History.fromObject(JSON.parse(await readFile(join(HISTORIES, file), 'utf8')) as Record<string, unknown>);

/** Where a history says on which machine and in which process it ran. */
const IDENTITY = /("identity": "|"name": "(?=\d+@))[^"]*(")/g;

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
    await writeFile(file, `${toJson(History.fromObject(history)).replaceAll(IDENTITY, '$1worker$2')}\n`);
  }
  return [...kinds].toSorted();
};
