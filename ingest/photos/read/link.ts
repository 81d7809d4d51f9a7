import type { Component } from './components.ts';

const heightOf = (c: Component): number => c.bottom - c.top;

/** Could it be a letter, by size and fill? Bars such as I and l may be solid. */
const letterLike = (c: Component, width: number, height: number): boolean => {
  const w = c.right - c.left;
  const h = heightOf(c);
  const fill = c.area / (w * h);
  const inside = c.left > 0 && c.top > 0 && c.right < width && c.bottom < height;
  return inside && h >= 8 && h <= 0.3 * height && w / h < 8 && fill >= 0.12 && (fill <= 0.96 || w / h < 0.4);
};

/** Are two neighbours of one line? `b` starts right of `a`'s start. Allows a slope of about 20 degrees. */
const neighbours = (a: Component, b: Component): boolean => {
  const [ha, hb] = [heightOf(a), heightOf(b)];
  const [low, high] = ha < hb ? [ha, hb] : [hb, ha];
  if (low < 0.4 * high) return false;
  const gap = b.left - a.right;
  if (gap > 1.3 * high || gap < -0.5 * Math.min(a.right - a.left, b.right - b.left)) return false;
  const run = (b.left + b.right - a.left - a.right) / 2;
  const allowed = 0.35 * high + Math.min(0.3 * run, 0.5 * high);
  const centres = Math.abs((b.top + b.bottom - a.top - a.bottom) / 2);
  return Math.min(centres, Math.abs(b.bottom - a.bottom)) < allowed;
};

/** Letter-like patches linked into lines of at least three. */
export const linkLines = (found: Component[], width: number, height: number): Component[][] => {
  const letters = found.filter((c) => letterLike(c, width, height)).toSorted((a, b) => a.left - b.left);
  const parent = letters.map((_, at) => at);
  const root = (of: number): number => {
    let at = of;
    while (parent[at] !== at) at = parent[at] ?? at;
    parent[of] = at;
    return at;
  };
  const tallest = Math.max(0, ...letters.map(heightOf));
  for (const [i, a] of letters.entries()) {
    for (let j = i + 1; j < letters.length; j += 1) {
      const b = letters[j];
      if (!b || b.left > a.right + 1.3 * tallest) break;
      if (neighbours(a, b)) parent[root(j)] = root(i);
    }
  }
  const groups = new Map<number, Component[]>();
  for (const [i, letter] of letters.entries()) {
    const at = root(i);
    groups.set(at, [...(groups.get(at) ?? []), letter]);
  }
  return [...groups.values()].filter((group) => group.length >= 3);
};
