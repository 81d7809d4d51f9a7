/** What an attacker knows k of. `visits`: places with how often; `places`: which places; `moments`: place and hour; `home_work`: the two most visited. */
export const ATTACKS = ['visits', 'places', 'moments', 'home_work'] as const;
export type Attack = (typeof ATTACKS)[number];

/** A person's visits in order: place and, for moments, the hour they began in. */
export type Visits = {
  readonly person: string;
  readonly places: readonly number[];
  readonly hours?: readonly number[];
};

export type Risk = {
  readonly person: string;
  /** 1 ÷ persons who match the most telling k of what is known, the person among them. */
  readonly risk: number;
  /** False where the person has more combinations than were tried: the risk may be higher. */
  readonly exact: boolean;
};

const itemsOf = (attack: Attack, { places, hours }: Visits): readonly string[] => {
  if (attack === 'places') return [...new Set(places)].toSorted((a, b) => a - b).map(String);
  if (attack === 'moments')
    return [...new Set(places.map((place, i) => `${place}@${hours?.[i] ?? 0}`))].toSorted();
  const counts = new Map<number, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  if (attack === 'home_work')
    return [
      [...counts]
        .toSorted(([a, m], [b, n]) => n - m || a - b)
        .slice(0, 2)
        .map(([place]) => place)
        .join('+'),
    ];
  // The n-th visit to a place is an item of its own that needs the ones before it: knowing two visits is more than knowing one.
  return [...counts]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([place, n]) => Array.from({ length: n }, (_, i) => `${place}#${i + 1}`));
};

/** Whether a combination of the `visits` attack names a later visit only with the earlier ones. */
const whole = (attack: Attack, items: readonly string[]): boolean =>
  attack !== 'visits' ||
  items.every((item) => {
    const [place, n] = item.split('#');
    return n === '1' || items.includes(`${place}#${Number(n) - 1}`);
  });

/**
 * Re-identification risk of each person: the largest 1 ÷ (persons who match) over every k of the things the attacker may know.
 * Someone with fewer than k things is known by all of them. Source: scikit-mobility privacy/attacks.py, whose hour is the month and whose
 * home and work are the two least visited places. A21.
 * @param most combinations tried per person, in a fixed order
 */
export const reidentificationRisk = (
  visits: readonly Visits[],
  attack: Attack,
  k: number,
  most = 20_000,
): readonly Risk[] => {
  const items = visits.map((person) => itemsOf(attack, person));
  const holders = new Map<string, Set<number>>();
  for (const [i, own] of items.entries())
    for (const item of own) {
      const there = holders.get(item);
      if (there === undefined) holders.set(item, new Set([i]));
      else there.add(i);
    }
  return visits.map(({ person }, i) => {
    const own = items[i] ?? [];
    if (own.length === 0) return { person, risk: 0, exact: true };
    const size = Math.min(k, own.length);
    let [fewest, tried] = [visits.length, 0];
    const visit = (from: number, chosen: readonly string[], matching: ReadonlySet<number> | null): void => {
      if (fewest === 1 || tried >= most) return;
      if (chosen.length === size) {
        tried += 1;
        if (matching !== null && whole(attack, chosen)) fewest = Math.min(fewest, matching.size);
        return;
      }
      for (let at = from; at <= own.length - (size - chosen.length); at += 1) {
        const item = own[at] ?? '';
        const there = holders.get(item) ?? new Set<number>();
        const both = matching === null ? there : new Set([...matching].filter((holder) => there.has(holder)));
        visit(at + 1, [...chosen, item], both);
      }
    };
    visit(0, [], null);
    return { person, risk: 1 / fewest, exact: tried < most };
  });
};
