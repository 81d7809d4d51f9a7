import type { Relation } from './metric.ts';
import { motifOf } from './motif-of.ts';
import { toursOf } from './tours-of.ts';

type Rows = Readonly<Record<'g' | 'day' | 'place' | 'first' | 'last', ArrayLike<number | bigint>>>;

/** The most frequent of some motifs, of equal ones the first by text: how many days it holds. */
const commonest = (counts: ReadonlyMap<string, number>): number => Math.max(0, ...counts.values());

const walk = (
  rows: Rows,
  tourMs: number,
): { g: number[]; tours: number[]; days: number[]; motifs: number[]; top: number[] } => {
  const out = {
    g: [] as number[],
    tours: [] as number[],
    days: [] as number[],
    motifs: [] as number[],
    top: [] as number[],
  };
  const n = rows.g.length;
  const number = (column: ArrayLike<number | bigint>, i: number): number => Number(column[i]);
  for (let from = 0, to = 0; from < n; from = to) {
    while (to < n && rows.g[to] === rows.g[from]) to += 1;
    const stops = Array.from({ length: to - from }, (_, k) => ({
      place: number(rows.place, from + k),
      first: number(rows.first, from + k),
      last: number(rows.last, from + k),
    }));
    const byDay = new Map<number, number[]>();
    for (const [k, stop] of stops.entries()) {
      const day = number(rows.day, from + k);
      const there = byDay.get(day) ?? [];
      // A day begins where the night was spent: a stay over midnight belongs to both.
      if (there.length === 0 && k > 0) {
        const before = stops[k - 1];
        const lastDay = Math.floor(number(rows.last, from + k - 1) / 86_400_000);
        if (before !== undefined && lastDay === day && number(rows.day, from + k - 1) < day)
          there.push(before.place);
      }
      there.push(stop.place);
      byDay.set(day, there);
    }
    const motifs = new Map<string, number>();
    for (const places of byDay.values()) {
      const motif = motifOf(places);
      motifs.set(motif, (motifs.get(motif) ?? 0) + 1);
    }
    out.g.push(number(rows.g, from));
    out.tours.push(toursOf(stops, tourMs).length);
    out.days.push(byDay.size);
    out.motifs.push(motifs.size);
    out.top.push(commonest(motifs));
  }
  return out;
};

/** Tours and daily motifs of each unit, over its stays in order, on the person's clocks. */
export const DAY_SEQUENCES: Relation = {
  name: 'day_sequences',
  pass: {
    input: () => `SELECT g, day_ix AS day, place::DOUBLE AS place, (first_ms + offset_ms)::DOUBLE AS first,
                         (last_ms + offset_ms)::DOUBLE AS last FROM unit_stays ORDER BY g, first_ms, last_ms, place`,
    shape: [
      ['g', 'INTEGER'],
      ['tours', 'INTEGER'],
      ['days', 'INTEGER'],
      ['motifs', 'INTEGER'],
      ['top', 'INTEGER'],
    ],
    run: (columns, { tourHours }) => {
      const none = new Int32Array();
      const found = walk(
        {
          g: columns['g'] ?? none,
          day: columns['day'] ?? none,
          place: columns['place'] ?? none,
          first: columns['first'] ?? none,
          last: columns['last'] ?? none,
        },
        tourHours * 3_600_000,
      );
      return {
        g: Int32Array.from(found.g),
        tours: Int32Array.from(found.tours),
        days: Int32Array.from(found.days),
        motifs: Int32Array.from(found.motifs),
        top: Int32Array.from(found.top),
      };
    },
  },
};
