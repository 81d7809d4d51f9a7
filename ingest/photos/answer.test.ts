import { describe, expect, test } from 'vitest';
import type { PhotoCorrection, PhotoLine } from '../../game/photo.ts';
import { answerOfDraft, reasonsForReview } from './answer.ts';
import { likeness, publicText, withoutContact } from './ad-text.ts';
import { understand } from './understand/understand.ts';

const read = (confidence: number, ...texts: string[]) =>
  understand(
    texts.map((text, at): PhotoLine => ({
      text,
      confidence,
      angle: 0,
      box: { x: 0.1, y: at / 20, width: 0.8, height: 0.04 },
    })),
  );
const AD = [
  'Boulangerie Lefèvre',
  'recrute VENDEUSE / VENDEUR',
  'CDI 35h',
  'Tél. 03 53 01 67 89',
  'Mme Dupré',
];
const draft = read(0.95, ...AD);
const asRead = answerOfDraft(draft);
if (!asRead) throw new Error('the draft answers nothing');
const reasons = (change: Partial<PhotoCorrection>, of = draft, hasPlace = true) =>
  reasonsForReview(of, { ...asRead, ...change }, hasPlace);

describe('an offer is published by itself only when', () => {
  test('nothing was typed but words of the ad', () => {
    expect(reasons({})).toEqual([]);
    expect(reasons({ title: 'VENDEUSE / VENDEUR', employer: 'boulangerie lefevre', hours: null })).toEqual(
      [],
    );
    expect(reasons({ employer: 'Boulangerie Lefévre' })).toEqual([]);
    expect(
      reasons({ title: 'VENDEUSE' }, read(0.95, ...AD.slice(0, 1), 'recrute VEND EUSE', 'CDI 35h')),
    ).not.toContain('typed_title');
    expect(reasons({ employer: 'Appelez Kevin le menteur' })).toEqual(['typed_employer']);
    expect(reasons({ title: 'Venez tous chez Kevin' })).toEqual(['typed_title']);
  });
  test('the contact is the one that was read', () => {
    expect(reasons({ phone: '0353016789' })).toEqual([]);
    expect(reasons({ phone: null })).toEqual([]);
    expect(reasons({ phone: '06 39 98 00 11' })).toEqual(['typed_phone']);
    expect(reasons({ email: 'quelquun@poste.example' })).toEqual(['typed_email']);
  });
  test('it was read well, as a vacancy, at a place', () => {
    expect(reasons({}, read(0.65, ...AD))).toEqual(expect.arrayContaining(['handwritten', 'low_confidence']));
    expect(reasons({}, draft, false)).toEqual(['no_place']);
    expect(reasons({}, read(0.95, 'Boulangerie Lefèvre', 'pain frais'))).toContain('not_read_as_vacancy');
    expect(reasons({}, read(0.95, ...AD, 'jeune femme'))).toContain('discrimination');
  });
});

test('the text shown holds no contact, no name, no unlawful wording', () => {
  const flagged = read(0.95, ...AD, 'jeune femme 18-25 ans', 'rh @ magasin.example', 'appeler 03 53 O1 67 8');
  const text = publicText(flagged);
  expect(text).toContain('CDI 35h');
  expect(text).not.toMatch(/\d\d \d\d|Dupré|femme|@/);
  expect(JSON.stringify(withoutContact(flagged))).not.toMatch(/67 89|Dupré|@/);
});

test('likeness tells the same ad, read twice with slips, from another', () => {
  const ad = AD.join(' ');
  expect(
    likeness(ad, 'Boulangerie Lefevre recrute VENDEUSE / VENDEUR CDl 35h Tél. 03 53 O1 67 89'),
  ).toBeGreaterThan(0.6);
  expect(likeness(ad, 'Garage du Rivage cherche MÉCANICIEN AUTO temps plein 35h')).toBeLessThan(0.3);
});
