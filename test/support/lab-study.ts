import { createRandom } from '../../town/random.ts';

/** A table of a made study as CSV lines without their header. */
export type MadeTable = { readonly header: string; readonly lines: readonly string[] };

/**
 * A small invented study: persons who stay at five places of their own for six weeks, some with a rally, with contacts,
 * work spells and a first job for about half. Times have offsets, so nothing is ambiguous.
 */
export const madeStudy = (persons = 12, weeks = 6, seed = 'lab'): Record<string, MadeTable> => {
  const random = createRandom(seed);
  const monday = Date.UTC(2026, 2, 2);
  const iso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const lines: Record<string, string[]> = { points: [], contacts: [], persons: [], spells: [], events: [] };
  const ids = Array.from(
    { length: persons },
    (_, i) => `Dupont ${i} +336000000${String(i).padStart(2, '0')}`,
  );
  for (const [i, id] of ids.entries()) {
    const rally = i % 2 === 0 ? day(monday + (14 + 7 * (i % 3)) * 86_400_000) : '';
    lines['persons']?.push(
      `${id},${i % 2 === 0 ? 'rally' : 'control'},1,${day(monday)},${day(monday + weeks * 7 * 86_400_000 - 1)},${rally}`,
    );
    const places = Array.from(
      { length: 5 },
      () => [50.43 + random.between(-0.03, 0.03), 2.83 + random.between(-0.04, 0.04)] as const,
    );
    for (let d = 0; d < weeks * 7; d += 1) {
      if (random.chance(0.15)) continue;
      let at = monday + d * 86_400_000 + 6 * 3_600_000;
      for (let stay = 0; stay < 4; stay += 1) {
        const [lat, lng] = random.pick(places);
        for (let minute = 0; minute <= 60; minute += 12)
          lines['points']?.push(
            `${id},${iso(at + minute * 60_000)},${(lat + random.normal() * 1e-5).toFixed(6)},${(lng + random.normal() * 1e-5).toFixed(6)},10`,
          );
        at += (60 + random.integer(10, 14)) * 60_000;
      }
      if (random.chance(0.6))
        lines['contacts']?.push(
          `${id},${random.pick(ids.filter((one) => one !== id))},${iso(at)},call,out,60,peer`,
        );
    }
    const found = random.chance(0.6);
    const end = monday + (found ? random.integer(10, weeks * 7 - 1) : weeks * 7 - 1) * 86_400_000;
    lines['events']?.push(`${id},${day(end)},${found ? 'first_job' : 'censored'},${found ? '' : 'end'}`);
    lines['spells']?.push(`${id},${day(monday)},${day(end - 86_400_000)},search`);
    if (found) lines['spells']?.push(`${id},${day(end)},${day(monday + weeks * 7 * 86_400_000 - 1)},job`);
  }
  const headers: Record<string, string> = {
    points: 'person,time,lat,lng,accuracy',
    contacts: 'person,other,time,kind,direction,duration,tie_type',
    persons: 'person,group,weight,entry,exit,rally',
    spells: 'person,begin,end,status',
    events: 'person,date,kind,reason',
  };
  return Object.fromEntries(
    Object.entries(lines).map(([name, own]) => [name, { header: headers[name] ?? '', lines: own }]),
  );
};
