import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contactOf, findEmail, findPhone, withoutContacts } from './contact-in-text.ts';
import { hasHtml, toPlainText } from './plain-text.ts';
import { decideWithdrawal } from './withdrawal.ts';
import type { SweepFacts } from './withdrawal.ts';

describe('plain text', () => {
  test('elements, scripts and entities go, lists and lines stay', () => {
    expect(
      toPlainText(
        '<p>Bonjour &eacute;quipe&nbsp;!</p><ul><li>Un</li><li>Deux</li></ul><script>alert(1)</script>',
      ),
    ).toBe('Bonjour équipe !\n\n- Un\n- Deux');
    expect(toPlainText('a < b et c > d, 3 <5')).toBe('a < b et c > d, 3 <5');
    expect(toPlainText('x&#0;&#xD800;&#8364;&unknown;')).toBe('x€&unknown;');
    expect(hasHtml('R&D et H/F')).toBe(false);
  });

  test('an entity is decoded once: no element is made by decoding', () => {
    expect(toPlainText('&amp;lt;b&amp;gt;')).toBe('&lt;b&gt;');
  });

  test('a second pass changes nothing of plain text', () => {
    const settled = (text: string): boolean => {
      const once = toPlainText(text);
      return hasHtml(once) || toPlainText(once) === once;
    };
    expect(fc.check(fc.property(fc.string({ maxLength: 200 }), settled)).failed).toBe(false);
  });
});

describe('contacts in texts', () => {
  test.each([
    ['Port : 06. 39. 98 12 34', '06 39 98 12 34'],
    ['au 0199009853.', '01 99 00 98 53'],
    ['+33 (0)1 99 00 98 53', '01 99 00 98 53'],
    ['0033 6 39 98 12 34', '06 39 98 12 34'],
    ['SIRET 01234567890123', null],
    ['https://x.fr/offre/0199009853', null],
    ['le 01/02/2024 à 10:30', null],
  ])('phone of %s', (text, phone) => {
    expect(findPhone(text)).toBe(phone);
  });

  test('spaced and masked addresses', () => {
    expect(findEmail('contact @ exemple.invalid')).toBe('contact@exemple.invalid');
    expect(findEmail('rh(at)exemple.invalid')).toBe('rh@exemple.invalid');
    expect(findEmail('3 @ 5')).toBeNull();
  });

  test('phones, e-mails and persons go; the sentence and institutions stay', () => {
    const text =
      'Envoyez votre CV à Mme Camille EXEMPLE (camille@exemple.invalid, 01 99 00 25 01) ou contactez Camille EXEMPLE DUCHEN.\nContactez France Travail.';
    expect(withoutContacts(text).text).toBe(
      'Envoyez votre CV à [contact retiré] ([contact retiré], [contact retiré]) ou contactez [contact retiré].\nContactez France Travail.',
    );
  });

  test('a person the source names apart is found without a civility too', () => {
    expect(withoutContacts('Voir avec camille exemple demain', ['M. Camille EXEMPLE']).text).toBe(
      'Voir avec [contact retiré] demain',
    );
  });

  test('nothing to contact is no contact', () => {
    expect(contactOf(['12 rue des Fleurs', null], null)).toBeNull();
    expect(contactOf(['Tél 01 99 00 25 01'], null)).toEqual({
      phone: '01 99 00 25 01',
      email: null,
      person: null,
    });
  });
});

describe('withdrawal', () => {
  const facts: SweepFacts = {
    complete: true,
    seen: 100,
    quarantined: 0,
    openBefore: 100,
    vanished: 10,
    holdAbove: 0.2,
  };
  test.each<[string, Partial<SweepFacts>, string]>([
    ['an ordinary day', {}, 'withdraw'],
    ['an empty feed', { seen: 0, vanished: 100 }, 'hold'],
    ['an all-invalid feed', { seen: 0, quarantined: 100, vanished: 100 }, 'hold'],
    ['a half-invalid feed', { seen: 50, quarantined: 50, vanished: 1 }, 'hold'],
    ['a half-invalid feed in which nothing is missing', { seen: 50, quarantined: 50, vanished: 0 }, 'keep'],
    ['an incomplete sweep', { complete: false }, 'keep'],
    ['a drop of 21 %', { vanished: 21 }, 'hold'],
    ['a drop of 20 %', { vanished: 20 }, 'withdraw'],
    ['two of three offers of a tiny source', { seen: 1, openBefore: 3, vanished: 2 }, 'withdraw'],
    ['an empty source that stays empty', { seen: 0, openBefore: 0, vanished: 0 }, 'withdraw'],
  ])('%s', (_, change, decision) => {
    expect(decideWithdrawal({ ...facts, ...change }).decision).toBe(decision);
  });
});
