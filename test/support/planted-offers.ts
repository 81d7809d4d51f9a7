import type { DuplicateRecord } from '../../ingest/offers/duplicates/record.ts';
import { weeklyHoursInText } from '../../ingest/offers/sense/rhythm.ts';
import { toPlainText } from '../../ingest/offers/plain-text.ts';
import { pick, seeded } from './seeded.ts';

/** Two records and whether they are shows of one offer; `how` names what was planted. */
export type PlantedPair = {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  readonly how: string;
};

type Made = Partial<Omit<DuplicateRecord, 'id'>>;
type Change = { readonly how: string; readonly make: (from: DuplicateRecord) => Made | null };

const sentences = (text: string): string[] =>
  text.split(/(?<=[.\n])\s*/).filter((part) => part.trim() !== '');
const shift = (from: DuplicateRecord, days: number): number | null =>
  from.createdAt === null ? null : from.createdAt + days * 86_400_000;

/**
 * Plants twins as partners make them, and near-twins that are none, beside the real offers they are made from; every
 * real offer serves once at most. The records to search are the real ones and these.
 * @param labels ROME labels of trades by ROME parent: a title that partners put in place of the real one
 */
export const plantOffers = (
  offers: readonly DuplicateRecord[],
  count: { readonly same: number; readonly different: number },
  labels: ReadonlyMap<string, string>,
  seed: number,
): { records: DuplicateRecord[]; pairs: PlantedPair[] } => {
  const random = seeded(seed);
  const long = offers.filter(({ text, place }) => (text?.length ?? 0) > 600 && place !== null);
  const cut = (text: string): string => text.slice(0, Math.floor(text.length * (0.4 + 0.4 * random())));
  const html = (text: string): string =>
    toPlainText(
      `<div><p>${text.replaceAll('&', '&amp;').replaceAll('é', '&eacute;').replaceAll('\n', '</p><p>')}</p></div>`,
    );
  const rome = (from: DuplicateRecord): string => labels.get(from.romeParent ?? '') ?? from.title;
  const spelling = (employer: string | null): string | null =>
    employer === null
      ? null
      : `${employer.toUpperCase()} ${pick(random, ['SAS', 'SARL', 'FRANCE', 'AGENCE'])}`;
  const same: Change[] = [
    { how: 'text cut', make: (from) => ({ text: cut(from.text ?? ''), createdAt: shift(from, 6) }) },
    {
      how: 'title replaced by the ROME label',
      make: (from) => ({ title: rome(from), createdAt: shift(from, 3) }),
    },
    { how: 'HTML', make: (from) => ({ text: html(from.text ?? ''), createdAt: shift(from, 1) }) },
    {
      how: 'other employer spelling',
      make: (from) => ({ employer: spelling(from.employer), createdAt: shift(from, 40) }),
    },
    {
      how: 'prefixed, cut, ROME label, no employer, other contract label',
      make: (from) => ({
        text: `Description du poste :\n${cut(from.text ?? '')}`,
        title: rome(from),
        employer: null,
        contract: null,
        createdAt: shift(from, 12),
      }),
    },
    {
      how: 'a third of the sentences dropped, other ROME code',
      make: (from) => ({
        text: sentences(from.text ?? '')
          .filter(() => random() > 0.33)
          .join('\n'),
        romeParent: null,
        createdAt: shift(from, 20),
      }),
    },
  ];
  const elsewhere = (from: DuplicateRecord): DuplicateRecord | undefined =>
    pick(
      random,
      long.filter((other) => other.place !== from.place),
    );
  const different: Change[] = [
    {
      how: 'another commune (multi_site)',
      make: (from) => {
        const other = elsewhere(from);
        return other === undefined ? null : { place: other.place, lat: other.lat, lng: other.lng };
      },
    },
    {
      how: 'the other contract stated',
      make: (from) => {
        if (!/\bCDI\b/.test(from.text ?? '') || /\bCDD\b/.test(`${from.title}${from.text}`)) return null;
        return {
          text: from.text?.replaceAll(/\bCDI\b/g, 'CDD') ?? null,
          title: from.title.replaceAll(/\bCDI\b/g, 'CDD'),
        };
      },
    },
    {
      how: 'other weekly hours',
      make: (from) => {
        const hours = weeklyHoursInText(from.text ?? '');
        const text = from.text?.replaceAll(String(hours), String((hours ?? 0) - 6)) ?? null;
        return hours === null || weeklyHoursInText(text ?? '') !== hours - 6 ? null : { text };
      },
    },
    {
      how: 'another number in the title',
      make: (from) => {
        const number = /\b\d{1,3}\b/.exec(from.title)?.[0];
        return number === undefined
          ? null
          : { title: from.title.replace(number, String(Number(number) + 3)) };
      },
    },
    {
      how: 'the frame of one employer around another job',
      make: (from) => {
        const other = elsewhere(from);
        const frame = sentences(from.text ?? '')
          .slice(0, 4)
          .join('\n');
        return other === undefined
          ? null
          : { title: other.title, text: `${frame}\n${other.text}`, romeParent: other.romeParent };
      },
    },
  ];
  const records: DuplicateRecord[] = [];
  const pairs: PlantedPair[] = [];
  const unused = long.toSorted(() => random() - 0.5);
  const plant = (changes: readonly Change[], wanted: number, isSame: boolean): void => {
    const made = changes.map(() => 0);
    for (let n = 0; n < wanted; n += 1) {
      // each change in turn, on the next real offer it can be made of
      const turn = n % changes.length;
      const change = changes[turn];
      let parts: Made | null = null;
      const at = unused.findIndex((from) => (parts = change?.make(from) ?? null) !== null);
      const from = unused[at];
      if (change === undefined || from === undefined || parts === null) continue;
      unused.splice(at, 1);
      const id = `${isSame ? 'S' : 'D'}${turn}.${made[turn]}`;
      made[turn] = (made[turn] ?? 0) + 1;
      records.push({ ...from, ...(parts as Made), id, publisher: `planted/${id}`, keys: [] });
      pairs.push({ a: from.id, b: id, same: isSame, how: change.how });
    }
  };
  plant(different, count.different, false);
  plant(same, count.same, true);
  return { records, pairs };
};
