import { describe, expect, test } from 'vitest';
import type { PhotoLine } from '../../../game/photo.ts';
import { exactEmail } from './email.ts';
import { closeUp, fold } from './fold.ts';
import { frenchNumber } from './phone.ts';
import { understand } from './understand.ts';

const lines = (...texts: string[]): PhotoLine[] =>
  texts.map((text, at) => ({
    text,
    confidence: 0.95,
    angle: 0,
    box: { x: 0.1, y: at / 20, width: 0.8, height: 0.04 },
  }));
const ad = (...texts: string[]) => understand(lines(...texts));

describe('window ads as they are written', () => {
  test('a seller, by phone', () => {
    const draft = ad(
      'RECHERCHE',
      'VENDEUR(SE)',
      'CDI 35h',
      'Se présenter avec CV et photo',
      'ou téléphoner au 03 53 01 67 89',
    );
    expect(draft).toMatchObject({
      verdict: 'vacancy',
      title: { value: 'Vendeur / Vendeuse', line: 1 },
      contract: { value: 'cdi', line: 2 },
      hours: { value: '35h', line: 2 },
      phone: { value: '03 53 01 67 89', line: 4 },
    });
    expect(draft.trades[0]?.rome).toBe('D1106');
  });
  test('team members, by leaving a CV', () => {
    const draft = ad(
      'ON RECRUTE !',
      'Équipiers polyvalents H/F',
      'Temps partiel 24h / semaine',
      'Étudiants acceptés',
      'Déposez votre CV en magasin',
    );
    expect(draft).toMatchObject({
      verdict: 'vacancy',
      title: { value: 'Équipier / Équipière polyvalent(e)' },
      hours: { value: 'Temps partiel, 24h / semaine' },
      apply: { value: 'cv' },
      phone: null,
    });
    expect(draft.conditions.map(({ value }) => value)).toContain('Étudiants bienvenus');
  });
  test('an apprentice: the shop is the employer, not the trade', () => {
    expect(
      ad(
        'Boulangerie Lefèvre',
        'cherche apprenti(e) pâtissier',
        'Contrat en alternance',
        'Tél. : 06 39 98 56 78',
        'boulangerie.lefevre@poste.example',
      ),
    ).toMatchObject({
      verdict: 'vacancy',
      title: { value: 'Pâtissier / Pâtissière' },
      contract: { value: 'apprenticeship' },
      employer: { value: 'Boulangerie Lefèvre' },
      phone: { value: '06 39 98 56 78' },
      email: { value: 'boulangerie.lefevre@poste.example' },
    });
  });
  test('a title broken over two lines, misread contract letters', () => {
    expect(
      ad(
        'Pharmacie du Centre',
        'Recherche préparateur(trice)',
        'en pharmacie - COI 35 H',
        'Possibilité de logement',
      ),
    ).toMatchObject({
      title: { value: 'Préparateur / Préparatrice en pharmacie' },
      contract: { value: 'cdi' },
      hours: { value: '35 H' },
      employer: { value: 'Pharmacie du Centre' },
    });
  });
  test('salary, address, date', () => {
    expect(
      ad(
        'Salon Élégance',
        'recrute',
        'COIFFEUR(SE) MIXTE',
        'CDD 6 mois évolutif CDI',
        '12 rue de la République',
        '62300 LENS',
        'Salaire : 1 801,80 € brut / mois',
        'dès le ler septembre',
      ),
    ).toMatchObject({
      title: { value: 'Coiffeur / Coiffeuse' },
      contract: { value: 'cdd' },
      address: { value: '12 rue de la République, 62300 LENS' },
      salary: { value: '1 801,80 € brut / mois' },
      date: { value: 'dès le 1er septembre' },
      employer: { value: 'Salon Élégance' },
    });
  });
  test('spaced capitals and a slip of the reader', () => {
    expect(ad('O N   R E C R U T E', 'SERVEUF', 'week-end')).toMatchObject({
      verdict: 'vacancy',
      title: { value: 'Serveur / Serveuse' },
    });
  });
});

describe('what is not a vacancy', () => {
  test.each([
    ['a lost cat', ['PERDU', 'cherche mon chat gris', 'Tél. 06 39 98 12 34']],
    ['a flat', ['A LOUER', 'appartement de 3 pièces', '06 39 98 12 34']],
    ['a sale', ['SOLDES', '-50 % sur tout le magasin']],
    ['a menu', ['Menu du jour', 'Salade du chef', 'Desserts', '12,50 €']],
    ['a tradesman', ['Plombier chauffagiste', 'Dépannage rapide', '03 53 01 12 34']],
    ['a shop sign', ['Boulangerie Pâtisserie', 'Maison Durand']],
    ['a street plate', ['RUE', 'Marcel DASSAULT', 'Constructeur Aéronautique']],
  ])('%s', (_, texts) => {
    expect(ad(...texts).verdict).toBe('other');
  });
  test('nothing read gives an empty draft, not an error', () => {
    expect(understand([])).toMatchObject({ verdict: 'unread', title: null, phone: null, confidence: 0 });
  });
});

describe('contacts are exact or absent', () => {
  test.each([
    ['0353016789', '03 53 01 67 89'],
    ['+33639981234', '06 39 98 12 34'],
    ['0033639981234', '06 39 98 12 34'],
    ['0899123456', null],
    ['0826123456', null],
    ['0700123456', null],
    ['035301678', null],
    ['1353016789', null],
  ])('%s → %s', (digits, number) => {
    expect(frenchNumber(digits)).toBe(number);
  });
  test.each([
    'Tél. 03 53 01 67 8', // a digit lost
    'Tél. 03 53 01 67 899', // one too many
    'SIRET 353 016 789 00012',
    'Fax 03 53 01 67 89',
  ])('no number from "%s"', (text) => {
    expect(ad('On recrute', text).phone).toBeNull();
  });
  test('a number on a badly read line is absent', () => {
    const [line] = lines('Tél. 03 53 01 67 89');
    expect(understand(line ? [{ ...line, confidence: 0.7 }] : []).phone).toBeNull();
  });
  test('a premium number is flagged, not shown', () => {
    expect(ad('On recrute', 'Tél. 08 99 12 34 56')).toMatchObject({ phone: null, flags: ['premium_number'] });
  });
  test.each([
    ['rh@superu-henin.fr', 'rh@superu-henin.fr'],
    ['durand@gmail.com', 'durand@gmail.com'],
    ['durand@gmall.com', null],
    ['durand@orange.ir', null],
    ['du..rand@orange.fr', null],
  ])('%s → %s', (written, email) => {
    expect(exactEmail(written)).toBe(email);
  });
  test('an address whose beginning was torn off is absent', () => {
    expect(ad('boulangerie lefevre@orange.fr').email).toBeNull();
    expect(ad('Envoyer CV : rh@superu-henin.fr').email?.value).toBe('rh@superu-henin.fr');
  });
});

test('a trade whose letters were torn apart is still found, less surely', () => {
  const draft = ad('Nous recherchons', "AGENT D'ENTRE TIEN", 'Week-end et soirs');
  expect(draft.title?.value).toBe("Agent / Agente d'entretien");
  expect(draft.title?.confidence).toBeLessThan(0.9);
  expect(draft.hours?.value).toBe('Week-end et soirs');
});
test('folding keeps every index', () => {
  for (const text of ['Équipière d’été', 'CŒUR À prendre', 'İstanbul ß €']) {
    expect(fold(text)).toHaveLength(text.normalize('NFC').length);
  }
  expect(closeUp('R E C R U T E un serveur')).toBe('RECRUTE un serveur');
});
test('discriminating wording goes to a reviewer', () => {
  expect(ad('Recrute vendeuse', 'jeune femme 18-25 ans').flags).toContain('discrimination');
});
