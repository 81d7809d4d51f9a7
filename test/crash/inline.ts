import { createInlineRunner } from '../../workflows/inline/runner.ts';
import type { OpenedScenario } from './doors.ts';
import { answer, send } from './scenario.ts';

/** The whole scenario on the inline runner. A short lease, since a trial's dead process may be this one. */
export const playInline = async (opened: OpenedScenario): Promise<void> => {
  const runner = createInlineRunner({ ...opened, leaseMs: 1, pauseMs: 1 });
  await send(opened);
  await runner.runUntilIdle();
  await answer(opened);
  await runner.runUntilIdle();
};
