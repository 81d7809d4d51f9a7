import { distanceKm } from '../../places/point.ts';
import type { Corpus } from './corpus.ts';
import type { DuplicateRecord, Evidence, Relation, Verdict } from './record.ts';
import { likeness } from './title.ts';
import { contradiction } from './vetoes.ts';
import { MERGE_FROM, PRIOR_BITS, probabilityOf, REVIEW_FROM, TEXT_LEVELS, WEIGHTS } from './weights.ts';

/** Workplaces farther apart are two places, kilometres. */
export const APART_KM = 3;
const FEW = 6;
const DAY = 86_400_000;

/** Share of the smaller side's non-boilerplate shingles that both have; null where one side has too few to tell. */
export const containment = (
  { shingles, from, isBoilerplate }: Corpus,
  a: number,
  b: number,
): number | null => {
  let i = from[a] ?? 0;
  let j = from[b] ?? 0;
  const endA = from[a + 1] ?? 0;
  const endB = from[b + 1] ?? 0;
  let onlyA = 0;
  let onlyB = 0;
  let both = 0;
  while (i < endA || j < endB) {
    const one = i < endA ? (shingles[i] ?? 0) : 0x1_0000_0000;
    const two = j < endB ? (shingles[j] ?? 0) : 0x1_0000_0000;
    if (one === two) {
      if (!isBoilerplate(one)) both += 1;
      i += 1;
      j += 1;
    } else if (one < two) {
      if (!isBoilerplate(one)) onlyA += 1;
      i += 1;
    } else {
      if (!isBoilerplate(two)) onlyB += 1;
      j += 1;
    }
  }
  const smaller = both + Math.min(onlyA, onlyB);
  return smaller < FEW ? null : both / smaller;
};

const textLevel = (share: number | null): keyof typeof WEIGHTS.text => {
  if (share === null) return 'unknown';
  for (const level of ['whole', 'most', 'half', 'part', 'little'] as const)
    if (share >= TEXT_LEVELS[level]) return level;
  return 'none';
};

const titleLevel = (a: string, b: string): keyof typeof WEIGHTS.title => {
  if (a === b) return 'same';
  const alike = likeness(a, b);
  return alike >= 0.7 ? 'near' : alike >= 0.35 ? 'shares' : 'other';
};

const employerLevel = (a: string, b: string): keyof typeof WEIGHTS.employer => {
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'same';
  return a.startsWith(b) || b.startsWith(a) || likeness(a, b) >= 0.6 ? 'near' : 'other';
};

const kmApart = (a: DuplicateRecord, b: DuplicateRecord): number | null =>
  a.lat === null || a.lng === null || b.lat === null || b.lng === null
    ? null
    : distanceKm(a.lat, a.lng, b.lat, b.lng);

/** `far` when both places are known and differ. */
const placeLevel = (a: DuplicateRecord, b: DuplicateRecord): keyof typeof WEIGHTS.place | 'far' => {
  if (a.place === null || b.place === null) return 'unknown';
  if (a.place === b.place) return 'same';
  const km = kmApart(a, b);
  return km !== null && km <= APART_KM ? 'near' : 'far';
};

const equality = (a: string | null, b: string | null): 'same' | 'other' | 'unknown' =>
  a === null || b === null ? 'unknown' : a === b ? 'same' : 'other';

const relationOf = (
  corpus: Corpus,
  [a, b]: readonly [number, number],
  share: number | null,
  far: boolean,
  probability: number,
): { relation: Relation; veto: string | null } => {
  const one = corpus.records[a];
  const two = corpus.records[b];
  if (one === undefined || two === undefined) return { relation: 'different', veto: null };
  const sameTitle = corpus.titles[a] === corpus.titles[b];
  const sameText = corpus.texts[a] !== 0 && corpus.texts[a] === corpus.texts[b];
  if (far) {
    const campaign = sameTitle && (sameText || (share ?? 0) >= TEXT_LEVELS.most);
    return { relation: campaign ? 'multi_site' : 'different', veto: 'the workplaces differ' };
  }
  if (probability < REVIEW_FROM) return { relation: 'different', veto: null };
  const veto = contradiction(one, two);
  if (veto !== null) return { relation: 'different', veto };
  const samePublisher = one.publisher !== null && one.publisher === two.publisher;
  // Labels of two sources may differ for one job; one publisher who states two contracts offers two jobs.
  if (samePublisher && equality(one.contract, two.contract) === 'other')
    return { relation: 'different', veto: 'one publisher states different contracts' };
  if (samePublisher && !(sameText && sameTitle && one.place !== null && one.place === two.place)) {
    const sameEmployer = corpus.employers[a] !== '' && corpus.employers[a] === corpus.employers[b];
    const again = sameTitle && (sameText || (sameEmployer && (share ?? 0) >= TEXT_LEVELS.most));
    return { relation: again ? 'repost' : 'different', veto: 'one publisher shows both' };
  }
  return { relation: probability >= MERGE_FROM ? 'duplicate' : 'review', veto: null };
};

/** Compares two records by their numbers in the corpus. `exact`: they share an exact key. */
export const compare = (corpus: Corpus, a: number, b: number, exact: boolean): Verdict => {
  const one = corpus.records[a];
  const two = corpus.records[b];
  if (one === undefined || two === undefined) throw new RangeError(`no record ${a} or ${b}`);
  const share = containment(corpus, a, b);
  const place = placeLevel(one, two);
  const apart =
    one.createdAt === null || two.createdAt === null ? null : Math.abs(one.createdAt - two.createdAt) / DAY;
  const text = textLevel(share);
  const title = titleLevel(corpus.titles[a] ?? '', corpus.titles[b] ?? '');
  const employer = employerLevel(corpus.employers[a] ?? '', corpus.employers[b] ?? '');
  const contract = equality(one.contract, two.contract);
  const trade = equality(one.romeParent, two.romeParent);
  const dates = apart === null ? 'unknown' : apart <= 60 ? 'near' : apart > 365 ? 'far' : 'unknown';
  const evidence: Evidence[] = [
    { feature: 'text', level: text, bits: WEIGHTS.text[text] },
    { feature: 'title', level: title, bits: WEIGHTS.title[title] },
    { feature: 'employer', level: employer, bits: WEIGHTS.employer[employer] },
    { feature: 'place', level: place, bits: place === 'far' ? 0 : WEIGHTS.place[place] },
    { feature: 'contract', level: contract, bits: WEIGHTS.contract[contract] },
    { feature: 'trade', level: trade, bits: WEIGHTS.trade[trade] },
    { feature: 'dates', level: dates, bits: WEIGHTS.dates[dates] },
    ...(exact ? [{ feature: 'key', level: 'shared', bits: 20 }] : []),
  ];
  const bits = evidence.reduce((sum, each) => sum + each.bits, PRIOR_BITS);
  const probability = probabilityOf(bits);
  return { ...relationOf(corpus, [a, b], share, place === 'far', probability), bits, probability, evidence };
};
