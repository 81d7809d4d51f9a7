import { type Client, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import { FIRE_FLOW } from '../flows/contract.ts';
import { enabledSchedules } from '../schedules.ts';

const PREFIX = 'joka/';

/**
 * Makes Temporal's schedules equal to the enabled rows of ops.schedules: adds, changes and removes its own ones
 * (`joka/<name>`), leaves others alone. A time missed within a week is made up for once.
 *
 * @returns the names that fire now
 */
export const reconcileSchedules = async ({
  client,
  db,
  taskQueue,
}: {
  client: Client;
  db: Kysely<Tables>;
  taskQueue: string;
}): Promise<readonly string[]> => {
  const wanted = await enabledSchedules(db);
  for (const { name, cron } of wanted) {
    const action = {
      type: 'startWorkflow' as const,
      workflowType: FIRE_FLOW,
      workflowId: `${FIRE_FLOW}/${name}`,
      taskQueue,
      args: [name],
    };
    const spec = { cronExpressions: [cron] };
    const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '7 days' as const };
    const handle = client.schedule.getHandle(PREFIX + name);
    try {
      await handle.update((previous) => ({ ...previous, action, spec, policies }));
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
      await client.schedule.create({ scheduleId: PREFIX + name, action, spec, policies });
    }
  }
  const names = wanted.map(({ name }) => name);
  for await (const { scheduleId } of client.schedule.list()) {
    if (scheduleId.startsWith(PREFIX) && !names.includes(scheduleId.slice(PREFIX.length)))
      await client.schedule.getHandle(scheduleId).delete();
  }
  return names;
};
