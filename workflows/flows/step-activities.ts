import { type ActivityOptions, isCancellation, proxyActivities } from '@temporalio/workflow';
import { asJokaError } from './step-failure.ts';

type Activity = (...args: unknown[]) => Promise<unknown>;

/** Heartbeats come every few seconds from the activity itself, so a dead worker is noticed in half a minute. */
const OPTIONS: ActivityOptions = {
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '30 seconds',
  retry: {
    initialInterval: '1 second',
    backoffCoefficient: 3,
    maximumInterval: '30 minutes',
    maximumAttempts: 8,
  },
};

/** The steps of one kind as activities `<kind>.<step>`; their failures are JokaErrors again. */
export const stepsOf = (kind: string, options: ActivityOptions = {}): Record<string, Activity> => {
  const activities = proxyActivities<Record<string, Activity>>({ ...OPTIONS, ...options });
  return new Proxy<Record<string, Activity>>(
    {},
    {
      get:
        (_, name) =>
        async (...args: unknown[]) => {
          try {
            return await activities[`${kind}.${String(name)}`]?.(...args);
          } catch (error) {
            throw isCancellation(error) ? error : asJokaError(error, kind);
          }
        },
    },
  );
};
