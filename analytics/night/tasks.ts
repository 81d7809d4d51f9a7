import type { NightPlan } from './plan.ts';

/** How many tasks the two steps that fan out have: none when nobody is touched, and the night before stands. */
export const tasksOf = (plan: NightPlan): { readonly people: number; readonly meetings: number } =>
  plan.touched === 0 && plan.previous !== null
    ? { people: 0, meetings: 0 }
    : { people: 2 ** plan.bits, meetings: plan.groups };
