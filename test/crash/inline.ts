import { createInlineRunner } from '../../workflows/inline/runner.ts';
import type { OpenedScenario } from './doors.ts';
import { STORIES, type StoryName } from './scenario.ts';

/** The whole scenario on the inline runner. A short lease, since a trial's dead process may be this one. */
export const playInline = async (opened: OpenedScenario, story: StoryName = 'game'): Promise<void> => {
  const runner = createInlineRunner({ ...opened, leaseMs: 1, pauseMs: 1 });
  for (const act of STORIES[story]) {
    await act(opened);
    await runner.runUntilIdle();
  }
};
