import type { DuplicateRecord } from '../../ingest/offers/duplicates/record.ts';
import { pick, seeded } from './seeded.ts';

const SYLLABLES =
  'ba be bo ca ce cha co da de di do fa fi fo ga gi la le li lo ma mi mo na ne ni pa pe pi po ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
    ' ',
  );
const JOBS =
  'cariste préparateur magasinier infirmier aide-soignant comptable soudeur chaudronnier électricien plombier maçon vendeur caissier serveur cuisinier chauffeur conducteur technicien opérateur agent secrétaire animateur éducateur formateur peintre menuisier mécanicien boulanger boucher coiffeur jardinier livreur'.split(
    ' ',
  );
const QUALITIES =
  'en boulangerie|de nuit|poids lourd|polyvalent|confirmé|en restauration|industriel|du bâtiment|à domicile|en magasin|de production|logistique'.split(
    '|',
  );

/**
 * Invented offers of 40 to 90 words with common words as common as in French (Zipf), agencies that open every text with
 * their own paragraph, and 20 % twins from another publisher: 10 % of the words replaced, text cut to 60 % at least,
 * title noised or shortened, employer respelt or missing, place missing in 8 %. Another 5 % are the same text in another
 * commune, which is no twin. `truth[i]` is the offer that record `i` shows.
 */
export const syntheticOffers = (
  n: number,
  seed: number,
): { records: DuplicateRecord[]; truth: Int32Array } => {
  const random = seeded(seed);
  const word = (): string =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(random, SYLLABLES)).join('');
  const vocabulary = Array.from({ length: 6000 }, word);
  const common = (): string => vocabulary[Math.floor(6000 * random() ** 2.2)] ?? '';
  const agencies = Array.from({ length: 400 }, () => ({
    name: `${word()} ${word()}`,
    opening: Array.from({ length: 25 }, common).join(' '),
  }));
  const places = Array.from({ length: 1500 }, (_, i) => String(10_000 + i * 7));
  const own = Math.floor(n / 1.25);
  const records: DuplicateRecord[] = [];
  const truth = new Int32Array(n);
  const noise = (text: string): string => {
    const letters = text.split('');
    for (let k = 0; k < 1 + letters.length * 0.04; k += 1)
      letters[Math.floor(random() * letters.length)] = String.fromCodePoint(97 + Math.floor(random() * 26));
    return letters.join('');
  };
  for (let i = 0; i < own; i += 1) {
    const agency = pick(random, agencies);
    const body = Array.from({ length: 40 + Math.floor(random() * 50) }, common).join(' ');
    truth[i] = i;
    records.push({
      id: String(i),
      publisher: `board-${Math.floor(random() * 5)}`,
      title: `${pick(random, JOBS)} ${pick(random, QUALITIES)} ${random() < 0.5 ? word() : ''}`.trim(),
      employer: random() < 0.5 ? (agency?.name ?? null) : `${word()} ${word()}`,
      text: random() < 0.5 ? `${agency?.opening} ${body}` : body,
      place: pick(random, places) ?? null,
      lat: null,
      lng: null,
      contract: pick(random, ['cdi', 'cdd', 'interim']) ?? null,
      romeParent: `D${1000 + Math.floor(random() * 400)}`,
      createdAt: 1_700_000_000_000 + Math.floor(random() * 90) * 86_400_000,
      keys: [],
    });
  }
  for (let i = own; i < n; i += 1) {
    const of = Math.floor(random() * own);
    const from = records[of];
    if (from === undefined) break;
    const twin = random() < 0.8;
    // two copies in the next commune are shows of one offer there
    truth[i] = twin ? of : -1 - of;
    const words = (from.text ?? '').split(' ').map((each) => (random() < 0.1 ? common() : each));
    const kept = words.slice(0, Math.ceil(words.length * (random() < 0.4 ? 0.6 + 0.4 * random() : 1)));
    records.push({
      ...from,
      id: String(i),
      publisher: `other-${i % 7}-${i}`,
      text: twin ? kept.join(' ') : from.text,
      title:
        random() < 0.5 ? noise(from.title) : random() < 0.3 ? (from.title.split(' ')[0] ?? '') : from.title,
      employer: random() < 0.3 ? null : (from.employer?.toUpperCase() ?? null),
      place: twin
        ? random() < 0.08
          ? null
          : from.place
        : (places[(places.indexOf(from.place ?? '') + 1) % places.length] ?? null),
      createdAt: (from.createdAt ?? 0) + Math.floor(random() * 20) * 86_400_000,
    });
  }
  return { records, truth };
};
