/** A connected patch of a mask: its bounds (right and bottom excluded) and its number of pixels. */
export type Component = { left: number; top: number; right: number; bottom: number; area: number };

/** Patches of a mask, corners touching counted as connected. `mask` has one byte per pixel. */
export const components = (mask: Uint8Array, width: number, height: number): Component[] => {
  const parent: number[] = [];
  const found: Component[] = [];
  const root = (of: number): number => {
    let at = of;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  // runs of the row above and of this row: start, end (excluded), patch
  let above: number[] = [];
  for (let y = 0; y < height; y += 1) {
    const here: number[] = [];
    let next = 0;
    const base = y * width;
    for (let x = 0; x < width; x += 1) {
      if (mask[base + x] !== 1) continue;
      const start = x;
      while (x < width && mask[base + x] === 1) x += 1;
      let patch = -1;
      while (next < above.length && (above[next + 1] ?? 0) < start) next += 3;
      for (let at = next; at < above.length && (above[at] ?? 0) <= x; at += 3) {
        const other = root(above[at + 2] ?? 0);
        if (patch === -1) patch = other;
        else if (other !== patch) patch = merge(parent, found, patch, other);
      }
      if (patch === -1) {
        patch = found.length;
        parent.push(patch);
        found.push({ left: start, top: y, right: x, bottom: y + 1, area: 0 });
      }
      const component = found[patch];
      if (component) {
        component.left = Math.min(component.left, start);
        component.right = Math.max(component.right, x);
        component.bottom = y + 1;
        component.area += x - start;
      }
      here.push(start, x, patch);
    }
    above = here;
  }
  return found.filter((_, at) => parent[at] === at);
};

const merge = (parent: number[], found: Component[], a: number, b: number): number => {
  const into = found[a];
  const from = found[b];
  if (into && from) {
    into.left = Math.min(into.left, from.left);
    into.top = Math.min(into.top, from.top);
    into.right = Math.max(into.right, from.right);
    into.bottom = Math.max(into.bottom, from.bottom);
    into.area += from.area;
  }
  parent[b] = a;
  return a;
};
