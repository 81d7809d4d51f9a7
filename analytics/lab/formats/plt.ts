import type { PlainRecord } from './records.ts';

/** Geolife PLT: six lines of header, then latitude, longitude, 0, feet, days since 1899, date, time (GMT). */
export const readPlt = (text: string): PlainRecord[] =>
  text
    .split(/\r?\n/)
    .slice(6)
    .flatMap((line) => {
      const cells = line.split(',');
      if (cells.length < 7) return [];
      return [
        { lat: cells[0] ?? null, lng: cells[1] ?? null, time: `${cells[5]?.trim()}T${cells[6]?.trim()}Z` },
      ];
    });

/** Whether a text begins as Geolife writes it. */
export const isPlt = (head: string): boolean => /^Geolife trajectory/i.test(head);
