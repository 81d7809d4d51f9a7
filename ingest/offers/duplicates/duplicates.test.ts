import { describe, expect, test } from 'vitest';
import { syntheticOffers } from '../../../test/support/synthetic-offers.ts';
import { findDuplicates } from './find.ts';
import { canonicalLink, keysOf } from './keys.ts';
import type { DuplicateRecord } from './record.ts';
import { foldWords, hashWords, shinglesOf } from './words.ts';

const TEXT =
  'Vous préparez les commandes du matin, vous recevez les livraisons et contrôlez les dates des produits frais. ' +
  'Dans notre entrepôt de Liévin, vous travaillez debout avec un transpalette électrique et une équipe de huit personnes. ' +
  'Nous vous formons pendant trois semaines et vous équipons de la tête aux pieds contre le froid.';

const offer = (id: string, over: Partial<DuplicateRecord> = {}): DuplicateRecord => ({
  id,
  publisher: `source-${id}/`,
  title: 'Préparateur de commandes',
  employer: 'Frais du Nord',
  text: TEXT,
  place: '62510',
  lat: null,
  lng: null,
  contract: 'cdi',
  romeParent: 'N1103',
  createdAt: Date.UTC(2026, 0, 1),
  keys: [],
  ...over,
});

const relations = (...records: DuplicateRecord[]): string[] =>
  findDuplicates(records).pairs.map(
    ({ a, b, verdict }) => `${records[a]?.id}${records[b]?.id} ${verdict.relation}`,
  );
const merged = (...records: DuplicateRecord[]): string[][] =>
  findDuplicates(records).clusters.map(({ centre, members }) =>
    [centre, ...members.map(({ record }) => record)].map((i) => records[i]?.id ?? '').toSorted(),
  );

describe('one offer in two sources', () => {
  test('is found with the text cut, the title a ROME label and no employer', () => {
    const cut = {
      text: `Description du poste : ${TEXT.slice(0, 250)}`,
      employer: null,
      title: 'Préparation de commandes',
    };
    expect(merged(offer('a'), offer('b', cut))).toEqual([['a', 'b']]);
  });
  test('every merge says why, in bits that add up', () => {
    const [pair] = findDuplicates([offer('a'), offer('b', { employer: 'FRAIS DU NORD SAS' })]).pairs;
    expect(pair?.verdict.evidence.map(({ feature, level }) => `${feature} ${level}`)).toEqual([
      'text whole',
      'title same',
      'employer same',
      'place same',
      'contract same',
      'trade same',
      'dates near',
    ]);
    const bits = pair?.verdict.evidence.reduce((sum, each) => sum + each.bits, -5);
    expect(pair?.verdict.bits).toBe(bits);
  });
  test('an address both show under is enough', () => {
    const keys = ['x.fr/offre/123456'];
    const short = { text: 'Poste à pourvoir.', title: 'Cariste', employer: null };
    expect(merged(offer('a', { keys }), offer('b', { ...short, keys }))).toEqual([['a', 'b']]);
  });
});

describe('contradictions', () => {
  test.each([
    ['contracts', { text: `CDI. ${TEXT}` }, { text: `CDD de 6 mois. ${TEXT}` }],
    ['hours', { text: `35h par semaine. ${TEXT}` }, { text: `24h par semaine. ${TEXT}` }],
    ['numbers', { title: 'Préparateur équipe 1' }, { title: 'Préparateur équipe 2' }],
    ['ranks', { title: 'Directeur de magasin' }, { title: 'Directeur adjoint de magasin' }],
    [
      'specialties',
      { title: 'Médecin endocrinologue', text: `Service d’endocrinologue. ${TEXT}` },
      { title: 'Médecin cardiologue', text: `Service de cardiologue. ${TEXT}` },
    ],
  ])('%s forbid a merge of nearly the same text', (_, a, b) => {
    expect(merged(offer('a', a), offer('b', b))).toEqual([]);
  });
  test('another commune is another workplace of one campaign', () => {
    expect(relations(offer('a'), offer('b', { place: '59350' }))).toEqual(['ab multi_site']);
    const near = { place: '62498', lat: 50.43, lng: 2.79 };
    expect(merged(offer('a', { lat: 50.42, lng: 2.78 }), offer('b', near))).toEqual([['a', 'b']]);
  });
  test('one publisher’s own offers are merged only word for word; else it posted again', () => {
    const own = { publisher: 'one/' };
    expect(merged(offer('a', own), offer('b', own))).toEqual([['a', 'b']]);
    const rewritten = { ...own, text: `Rejoignez-nous dès lundi ! ${TEXT}` };
    expect(relations(offer('a', own), offer('b', rewritten))).toEqual(['ab repost']);
  });
});

test('one publisher who states two contracts offers two jobs, word for word or not', () => {
  const one = offer('a', { publisher: 'p/' });
  expect(merged(one, offer('b', { publisher: 'p/' }))).toEqual([['a', 'b']]);
  expect(merged(one, offer('b', { publisher: 'p/', contract: 'interim' }))).toEqual([]);
  expect(merged(one, offer('b', { contract: 'interim' }))).toEqual([['a', 'b']]);
});

test('a cluster holds together by its centre, with one record of each publisher', () => {
  const twice = { publisher: 'two/', text: `${TEXT} Poste à pourvoir rapidement chez nous à Liévin.` };
  const records = [
    offer('a'),
    offer('b', twice),
    offer('c', { ...twice, text: `${TEXT} Venez nous voir au dépôt de Liévin.` }),
  ];
  expect(merged(...records)).toEqual([['a', 'b']]);
});

test('a person’s word overrules the score both ways', () => {
  const records = [offer('a'), offer('b')];
  const other = [
    offer('a'),
    offer('b', { text: 'Tout autre chose, dit autrement et pour un autre métier.', title: 'Cariste' }),
  ];
  expect(findDuplicates(records, new Map([[1, 'undone']])).clusters).toEqual([]);
  expect(findDuplicates(other).clusters).toEqual([]);
  expect(findDuplicates(other, new Map([[1, 'accepted']])).clusters).toHaveLength(1);
});

test('5,000 invented offers with planted twins: recall and precision', () => {
  const { records, truth } = syntheticOffers(5000, 3);
  let hits = 0;
  let wrong = 0;
  for (const { centre, members } of findDuplicates(records).clusters)
    for (const { record } of members)
      if (truth[centre] === truth[record]) hits += 1;
      else wrong += 1;
  expect(wrong).toBeLessThanOrEqual(hits * 0.01);
  // twins of one original count once each: 800 records are twins
  expect(hits).toBeGreaterThan(700);
});

test('addresses without what tells who sent the reader; pages of no offer are no key', () => {
  expect(canonicalLink('https://www.x.fr/offre/poste-123456/?utm_source=a&at_medium=b#z')).toBe(
    'x.fr/offre/poste-123456',
  );
  expect(canonicalLink('http://x.fr/o?id=98765&xtor=1')).toBe('x.fr/o?id=98765');
  expect(canonicalLink('https://x.fr/emploi')).toBeNull();
  expect(canonicalLink('https://candidat.pole-emploi.fr/offres/recherche/detail/196SHQH')).toBe(
    'francetravail:196SHQH',
  );
  expect(keysOf('francetravail', '196SHQH', [null])).toEqual(['francetravail:196SHQH']);
});

test('words fold case, accents and marks; shingles are sorted and distinct', () => {
  expect(foldWords('L’Œuvre d’ÉTÉ, déjà-vu e\u0301t')).toEqual([
    'l',
    'ouvre',
    'd',
    'ete',
    'deja',
    'vu',
    'et',
  ]);
  const into = new Uint32Array(3);
  expect(hashWords('un deux trois quatre', into)).toBe(3);
  const shingles = [...shinglesOf('a b c d e f a b c d e')];
  expect(shingles).toEqual([...new Set(shingles)].toSorted((x, y) => x - y));
  expect(shingles).toHaveLength(6);
});
