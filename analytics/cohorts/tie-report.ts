import { clusteredRatio } from '../stats/cluster-bootstrap.ts';

/** One tie of one person over the window before an instant: contacts in it, overlap where it is known. */
export type TieWindow = {
  readonly person: string;
  readonly strength: 'weak' | 'strong' | 'not_known';
  /** Part of an event that came through this tie: 1 when the event names it, 1/k when k ties were in contact, else 0. */
  readonly events: number;
};

/** One side of the paradox beside the other. */
export type TieLine = {
  readonly strength: TieWindow['strength'];
  readonly ties: number;
  readonly persons: number;
  readonly events: number;
  /** Share of events through ties of this strength, with its interval over persons. */
  readonly share: number | null;
  readonly shareLow: number | null;
  readonly shareHigh: number | null;
  /** Events per tie and window: what one tie of this strength is worth. */
  readonly value: number | null;
  readonly valueLow: number | null;
  readonly valueHigh: number | null;
};

/**
 * Both readings of "weak ties get the jobs" (reference: Granovetter; Gee, Jones & Burke): most events may come through
 * weak ties because there are many, while one strong tie is likelier to bring one. Ties whose strength is not known are a
 * line of their own, never counted as weak.
 */
export const tieReport = (rows: readonly TieWindow[], seed: string): TieLine[] => {
  const persons = [...new Set(rows.map((row) => row.person))].sort();
  const at = new Map(persons.map((person, i) => [person, i]));
  const cluster = rows.map((row) => at.get(row.person) ?? 0);
  const events = rows.map((row) => row.events);
  return (['weak', 'strong', 'not_known'] as const).flatMap((strength): TieLine[] => {
    const own = rows.map((row) => (row.strength === strength ? 1 : 0));
    const ties = own.reduce<number>((sum, one) => sum + one, 0);
    if (ties === 0) return [];
    const through = rows.map((row) => (row.strength === strength ? row.events : 0));
    const share = clusteredRatio(cluster, persons.length, through, events, `${seed}/share/${strength}`);
    const value = clusteredRatio(cluster, persons.length, through, own, `${seed}/value/${strength}`);
    const known = (number: number): number | null => (Number.isFinite(number) ? number : null);
    return [
      {
        strength,
        ties,
        persons: new Set(rows.filter((row) => row.strength === strength).map((row) => row.person)).size,
        events: through.reduce((sum, one) => sum + one, 0),
        share: known(share.value),
        shareLow: share.low,
        shareHigh: share.high,
        value: known(value.value),
        valueLow: value.low,
        valueHigh: value.high,
      },
    ];
  });
};
