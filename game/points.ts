import type { Rule, Scenario } from './scenario.ts';

/** A line of the ledger before it is written. `event` is unique per person: the same fact never pays twice. */
export type LedgerLine = {
  readonly event: string;
  readonly rule: Rule;
  readonly points: number;
  readonly scenario: string;
};

/**
 * The line a fact earns, or null when the day's cap of its rule is reached.
 *
 * @param subject what the fact is about (a cell, an offer, an interaction): with the rule it names the event
 * @param paidToday lines of this rule already paid for facts of the same day
 * @param points what a path says that its challenge pays; the scenario's value when absent
 */
export const earn = (
  scenario: Scenario,
  rule: Rule,
  subject: string,
  paidToday: number,
  points: number = scenario.points[rule],
): LedgerLine | null => {
  const cap = scenario.perDay[rule];
  if (cap !== undefined && paidToday >= cap) return null;
  return {
    event: `${rule}:${subject}`,
    rule,
    points,
    scenario: scenario.version,
  };
};

/** The total of a ledger: it only grows. */
export const totalOf = (lines: Iterable<{ readonly points: number }>): number => {
  let total = 0;
  for (const line of lines) total += line.points;
  return total;
};
