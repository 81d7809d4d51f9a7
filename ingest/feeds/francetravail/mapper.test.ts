import { describe, expect, test } from 'vitest';
import { inventedOffer } from '../../../test/support/francetravail-pages.ts';
import { coversAll, parseContentRange } from './content-range.ts';
import { contractOf } from './contract.ts';
import { mapFranceTravailOffer } from './mapper.ts';
import { retryAfterMs } from '../retry-after.ts';
import { createPace } from './pace.ts';
import { isAbsurd, parseSalary, salaryText } from '../../offers/sense/salary.ts';
import { readFranceTravailOffer } from './schema.ts';
import { halve } from './windows.ts';

const map = (overrides: Record<string, unknown>) =>
  mapFranceTravailOffer(readFranceTravailOffer(inventedOffer(1, overrides), 'p/resultats[0]'));

describe('contracts', () => {
  const contract = (type: string | null, label: string | null, nature: string | null, alternance = false) =>
    contractOf({ contractType: type, contractLabel: label, contractNature: nature, alternance });
  test.each([
    ['CDI', 'Contrat à durée indéterminée', 'Contrat travail', false, 'cdi'],
    ['DIN', 'CDI intérimaire', null, false, 'cdi'],
    ['CDD', 'CDD - 12 Mois', 'Contrat travail', false, 'cdd'],
    ['CDD', 'CDD - 12 Mois', 'Contrat apprentissage', false, 'apprenticeship'],
    ['CDD', 'CDD - 12 Mois', 'E2', false, 'apprenticeship'],
    ['CDI', null, 'Cont. professionnalisation', false, 'apprenticeship'],
    ['CDD', null, 'Contrat travail', true, 'apprenticeship'],
    ['MIS', 'Intérim - 18 Mois', null, false, 'interim'],
    ['SAI', 'Contrat travail saisonnier - 7 Mois', null, false, 'cdd'],
    ['DDI', 'Contrat durée déterminée insertion', 'Insertion par l’activ.éco.', false, 'cdd'],
    ['LIB', 'Profession libérale', 'Emploi non salarié', false, 'other'],
    ['CDI', null, 'Emploi non salarié', false, 'other'],
    [null, 'Stage', null, false, 'internship'],
    [null, 'Service civique', null, false, 'civic-service'],
    [null, 'Mission intérimaire - 31 Jour(s)', null, false, 'interim'],
    ['XXX', null, null, false, 'other'],
  ] as const)('%s, %s, %s, %s -> %s', (type, label, nature, alternance, expected) => {
    expect(contract(type, label, nature, alternance)).toBe(expected);
  });
});

describe('salaries', () => {
  test.each([
    ['Mensuel de 1766,92 Euros sur 12 mois', '1\u202F766,92\u00A0€ par mois'],
    [
      'Annuel de 22858.0 Euros à 25000.0 Euros sur 13.0 mois',
      '22\u202F858\u00A0€ à 25\u202F000\u00A0€ par an, sur 13 mois',
    ],
    ['Horaire de 12,00 Euros', '12\u00A0€ de l’heure'],
    ['Autre de 11,52 Euros à 12,00 Euros', '11,52\u00A0€ à 12\u00A0€'],
    ['Mensuel de 2000,00 Euros à 1800,00 Euros', '1\u202F800\u00A0€ à 2\u202F000\u00A0€ par mois'],
  ])('%s', (text, expected) => {
    const salary = parseSalary(text);
    expect(salary && salaryText(salary)).toBe(expected);
  });

  test('no figure is no salary; an absurd one stays in the source’s words with a flag', () => {
    expect(parseSalary('Annuel de')).toBeNull();
    expect(map({ salaire: { libelle: 'Annuel de' } }).salary).toBeNull();
    expect(map({ salaire: {} }).salary).toBeNull();
    const absurd = parseSalary('Annuel de 11,00 Euros');
    expect(absurd && isAbsurd(absurd)).toBe(true);
    const odd = map({ salaire: { libelle: 'Mensuel de 12,00 Euros à 13,00 Euros' } });
    expect(odd).toMatchObject({ salary: 'Mensuel de 12,00 Euros à 13,00 Euros', flags: ['salary_absurd'] });
  });
});

describe('fields', () => {
  test('beginner: accepted, required, or not said', () => {
    expect(['D', 'E', 'S', undefined].map((e) => map({ experienceExige: e }).beginner)).toEqual([
      true,
      false,
      null,
      null,
    ]);
  });

  test('the update falls back to the creation, with a flag', () => {
    expect(map({ dateActualisation: undefined })).toMatchObject({
      updatedAt: '2024-01-02T08:00:00.000Z',
      flags: ['updated_from_created'],
    });
  });

  test('the link is the employer’s own, else the source’s; one that carries an e-mail is not shown', () => {
    expect(map({ contact: { urlPostulation: 'https://exemple.invalid/postuler' } }).url).toBe(
      'https://exemple.invalid/postuler',
    );
    expect(map({ contact: { urlPostulation: 'https://exemple.invalid/?m=a@b.fr' } }).url).toMatch(/INV1$/);
    expect(map({ origineOffre: { urlOrigine: 'javascript:alert(1)' } }).url).toBeNull();
  });

  test('an agency’s address and its sentence with a link are no contact', () => {
    const contact = {
      nom: 'Agence inventée',
      coordonnees1: '12 RUE DES FLEURS',
      courriel: 'Pour postuler, utiliser le lien suivant : https://exemple.invalid/1290088',
    };
    expect(map({ contact }).contact).toBeNull();
  });

  test('a trade code of another shape is not taken over', () => {
    expect(map({ romeCode: 'D1106' }).rome).toBe('D1106');
    expect(map({ romeCode: '1106' }).rome).toBeNull();
  });
});

describe('ranges and windows', () => {
  test('Content-Range', () => {
    expect(parseContentRange('offres 0-149/9981')).toEqual({ from: 0, to: 149, total: 9981 });
    expect(parseContentRange('*/0')).toEqual({ from: 0, to: -1, total: 0 });
    expect(parseContentRange('offres 150-149/10')).toBeNull();
    expect(parseContentRange(null)).toBeNull();
  });

  test('only ranges without gap that agree on the total cover it', () => {
    const cover = (...headers: (string | null)[]) => coversAll(headers.map(parseContentRange));
    expect(cover('offres 0-1/3', 'offres 2-2/3')).toBe(true);
    expect(cover('offres 2-2/3', 'offres 0-1/3')).toBe(true);
    expect(cover('offres 0-1/4', 'offres 3-3/4')).toBe(false);
    expect(cover('offres 0-1/3', 'offres 2-2/4')).toBe(false);
    expect(cover('offres 0-1/3', null)).toBe(false);
    expect(cover()).toBe(false);
  });

  test('halves meet at a second, and one second is not halved', () => {
    const window = { department: null, start: 0, total: 9, restarts: 0 };
    const halves = halve({ ...window, from: '2024-01-01T00:00:00Z', to: '2024-01-01T00:00:03Z' });
    expect(halves?.map(({ from, to }) => [from, to])).toEqual([
      ['2024-01-01T00:00:02Z', '2024-01-01T00:00:03Z'],
      ['2024-01-01T00:00:00Z', '2024-01-01T00:00:01Z'],
    ]);
    expect(halve({ ...window, from: '2024-01-01T00:00:00Z', to: '2024-01-01T00:00:00Z' })).toBeNull();
  });

  test('the pace: three a second at first, then as the answers say, and a second when nothing is left', async () => {
    let now = 0;
    const waits: number[] = [];
    const pace = createPace(
      () => now,
      async (ms) => {
        waits.push(Math.round(ms));
        now += ms;
        await Promise.resolve();
      },
    );
    const answer = (burst: number, remaining: number) =>
      new Headers({
        'X-Ratelimit-Burst-Capacity-Clientidlimiter': String(burst),
        'X-Ratelimit-Remaining-Clientidlimiter': String(remaining),
      });
    await pace.turn();
    await pace.turn();
    pace.learn(answer(10, 5));
    await pace.turn();
    now += 40;
    await pace.turn();
    pace.learn(answer(10, 0));
    await pace.turn();
    pace.learn(new Headers());
    now += 5000;
    await pace.turn();
    expect(waits).toEqual([333, 100, 60, 1000]);
  });

  test('Retry-After in seconds, as a date, absent, absurd', () => {
    const at = Date.UTC(2024, 0, 1);
    const after = (value?: string) =>
      retryAfterMs(new Headers(value === undefined ? {} : { 'retry-after': value }), at);
    expect(after('7')).toBe(7000);
    expect(after('Mon, 01 Jan 2024 00:00:05 GMT')).toBe(5000);
    expect(after()).toBe(1000);
    expect(after('99999999')).toBe(120_000);
  });
});
