/** A connected region of a map: the outermost points of its rows, its size in pixels and its mean value. */
export type Region = { edge: (readonly [x: number, y: number])[]; area: number; mean: number };

/** Regions of a map where it is above `threshold`; corners touching are not connected. */
export const regionsOf = (map: Float32Array, width: number, height: number, threshold: number): Region[] => {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const found: Region[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] === 1 || (map[start] ?? 0) <= threshold) continue;
    const rows = new Map<number, [left: number, right: number]>();
    let [top, area, sum] = [0, 0, 0];
    stack[top++] = start;
    seen[start] = 1;
    while (top > 0) {
      const at = stack[--top] ?? 0;
      const [x, y] = [at % width, Math.floor(at / width)];
      area += 1;
      sum += map[at] ?? 0;
      const row = rows.get(y);
      if (!row) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      const around = [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width];
      for (const next of around) {
        if (next < 0 || next >= seen.length || seen[next] === 1 || (map[next] ?? 0) <= threshold) continue;
        seen[next] = 1;
        stack[top++] = next;
      }
    }
    const edge = [...rows].flatMap(([y, [left, right]]) => [
      [left, y] as const,
      [right + 1, y] as const,
      [left, y + 1] as const,
      [right + 1, y + 1] as const,
    ]);
    found.push({ edge, area, mean: sum / area });
  }
  return found;
};
