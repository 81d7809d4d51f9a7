import { describe, expect, test } from 'vitest';
import { durationInText, kindOf, readDuration } from './contract-words.ts';
import { diplomaInText, experienceInText, licenceInText, vehicleInText } from './demands.ts';
import {
  minorsInText,
  nightInText,
  partTimeOf,
  remoteInText,
  startInText,
  sundayInText,
  weeklyHoursInText,
  weeklyHoursOf,
} from './rhythm.ts';
import { ROME3_SIZE, romeParent } from './rome.ts';
import { parseSalary, salaryInText } from './salary.ts';
import { screen } from './screens.ts';
import { tradesOf } from './trades.ts';
import { understand } from './understand.ts';
import type { OfferDraft } from '../draft.ts';

describe('pay', () => {
  test.each([
    ['Salaire mensuel brut : 2 200 €', 'month', 2200, 2200],
    ['Rémunération : entre 25 et 30k€ brut annuel', 'year', 25_000, 30_000],
    ['Taux horaire : 11,65 €', 'hour', 11.65, 11.65],
    ['Salaire fixe de 2000 à 2200EUR bruts', 'month', 2000, 2200],
    ['Salaire : 1.800 € à 2.100 € par mois', 'month', 1800, 2100],
  ])('%s', (text, unit, min, max) => {
    expect(salaryInText(text)).toMatchObject({ unit, min, max });
  });
  test('24 / 30 KE is a year; no money is no pay; a turnover is none', () => {
    expect(parseSalary('24 / 30 KE')).toMatchObject({ unit: 'year', min: 24_000, max: 30_000 });
    expect(parseSalary('Selon profil')).toBeNull();
    expect(salaryInText('un chiffre d’affaires de 19,0 milliards d’euros')).toBeNull();
  });
});

describe('what is asked', () => {
  test.each([
    ['Permis B exigé', 'required'],
    ['Permis B (Optionnel)', 'wished'],
    ['Être titulaire du Permis PL serait un plus.', 'wished'],
    ['Idéalement titulaire du permis C', 'wished'],
    ['Pas de permis demandé', null],
    ['votre expérience vous a permis de développer', null],
  ])('licence: %s', (text, demand) => expect(licenceInText(text)).toBe(demand));
  test.each([
    ['Vous êtes véhiculé(e) pour vos déplacements', 'required'],
    ['Disposer d’un véhicule serait un plus', 'wished'],
    ['entretien des véhicules ; véhicule de service fourni', null],
  ])('vehicle: %s', (text, demand) => expect(vehicleInText(text)).toBe(demand));
  test.each([
    ['Débutant(e) accepté(e)', 'beginner', null],
    ['2 ans d’expérience dans un établissement similaire souhaités', 'wished', 24],
    ['vous justifiez d’au moins 5 ans d’expérience en industrie', 'required', 60],
  ])('experience: %s', (text, experience, months) =>
    expect(experienceInText(text)).toEqual({ experience, months }),
  );
  test('a firm’s own years are no demand; the lowest diploma named counts', () => {
    expect(experienceInText('Entreprise de plus de 80 années d’expérience')).toBeNull();
    expect(diplomaInText('CAP ou BEP, un Bac pro est apprécié')).toBe(3);
    expect(diplomaInText('De formation Bac +2 (BTS)')).toBe(5);
    expect(diplomaInText('Aucune formation')).toBeNull();
  });
});

describe('time', () => {
  test('hours, part time, night, Sunday, remote, start', () => {
    expect(weeklyHoursOf('35 H  Travail en journée')).toBe(35);
    expect(weeklyHoursInText('35h30 par semaine')).toBe(35.5);
    expect(weeklyHoursInText('ouvert de 8h à 19h')).toBeNull();
    expect([partTimeOf('24 H', 24), partTimeOf('Temps plein', null), partTimeOf('', null)]).toEqual([
      true,
      false,
      null,
    ]);
    expect([
      nightInText('Travail de nuit'),
      nightInText('pas de travail de nuit'),
      nightInText('jour'),
    ]).toEqual([true, false, null]);
    expect([
      sundayInText('2 dimanches par mois travaillés'),
      sundayInText('Repos dimanche et lundi'),
    ]).toEqual([true, false]);
    expect([
      remoteInText('Télétravail 1j/semaine'),
      remoteInText('100 % télétravail'),
      remoteInText(''),
    ]).toEqual(['partial', 'full', null]);
    expect(startInText('à partir du 01/04/2024')).toBe('2024-04-01');
    expect(startInText('dès le 3 septembre 2024')).toBe('2024-09-03');
    expect(startInText('à partir du 31/02/2024')).toBeNull();
    expect([minorsInText('être majeur'), minorsInText('Dès 16 ans'), minorsInText('acteur majeur')]).toEqual([
      false,
      true,
      null,
    ]);
  });
  test('durations', () => {
    expect(readDuration('Contrat à durée déterminée - 6 Mois')).toEqual({
      duration: 6,
      durationUnit: 'month',
    });
    expect(readDuration('Mission intérimaire - 31 Jour(s)')).toEqual({ duration: 31, durationUnit: 'day' });
    expect(readDuration('Expérience exigée de 3 An(s)')).toEqual({ duration: 36, durationUnit: 'month' });
    expect(durationInText('CDD temps plein de 8 mois')).toEqual({ duration: 8, durationUnit: 'month' });
  });
});

describe('kinds and trades', () => {
  test('a status of one’s own is no job', () => {
    expect(kindOf('other', 'Agent commercial indépendant')).toBe('self-employed');
    expect(kindOf('other', 'Mission de bénévolat')).toBe('volunteering');
    expect(kindOf('cdd', 'Alternance vendeur')).toBe('apprenticeship');
    expect(kindOf('cdi', 'Vendeur')).toBe('job');
    expect(kindOf('other', 'Vendeur')).toBeNull();
  });
  test('532 codes of ROME 3 are known; others follow the loaded directory', () => {
    expect(ROME3_SIZE).toBe(532);
    expect(romeParent('D1106', null)).toBe('D1106');
    expect(romeParent('H2610', null)).toBeNull();
    const trades = tradesOf(
      [
        { code: 'D1106', name: 'Vendeur / Vendeuse en boulangerie' },
        { code: 'N4101', name: 'Chauffeur / Chauffeuse de poids lourd' },
      ],
      [{ code: 'H2610', parent: 'H2604' }],
    );
    expect(romeParent('H2610', trades)).toBe('H2604');
    expect(trades.infer('Vendeuse en boulangerie (H/F)')).toMatchObject({ code: 'D1106', score: 1 });
    expect(trades.infer('Chauffeur poids lourd F/H')).toMatchObject({ code: 'N4101' });
    expect(trades.infer('Responsable qualité')).toBeNull();
  });
});

describe('screens', () => {
  test.each([
    ['cherche jeune femme pour vente', ['discrimination_sex', 'discrimination_age']],
    [
      'Recherche serveuse, jolie femme, photo en pied obligatoire',
      ['discrimination_sex', 'discrimination_looks'],
    ],
    ['Vous devrez verser une caution de 50 €', ['fraud_payment']],
    ['Recrutement par WhatsApp', ['fraud_messenger']],
    ['Gagnez 500 € par jour depuis chez vous', ['fraud_promise']],
    ['Français d’origine française exigée', ['discrimination_origin']],
  ])('%s', (text, flags) => expect(screen('Offre', text).map(({ flag }) => flag)).toEqual(flags));
  test.each([
    'Nous recherchons une femme de chambre H/F',
    'éducateur de jeunes enfants',
    'jeune diplômé ou expérimenté, jeune entreprise dynamique',
    'Nous recherchons un homme ou une femme motivé(e)',
    'accompagnement de personnes âgées de 60 à 90 ans',
    'Envoyez votre CV et une pièce d’identité à l’embauche',
    'gestion de la caisse et des frais de dossier des clients',
  ])('innocent: %s', (text) => expect(screen('Offre', text)).toEqual([]));
});

const draft = (over: Partial<OfferDraft>): OfferDraft => ({
  externalId: '1',
  title: 'Vendeur',
  description: null,
  employer: null,
  contract: 'cdi',
  rome: null,
  tradeLabel: null,
  hours: null,
  salary: null,
  beginner: null,
  place: { label: null, commune: null, postalCode: null, lat: null, lng: null },
  url: null,
  createdAt: null,
  updatedAt: null,
  contact: null,
  flags: [],
  ...over,
});

test('what a source states is never overruled, and what nobody says stays null', () => {
  const stated = understand(
    draft({
      description: 'Permis B exigé. Travail de nuit.',
      facts: { drivingLicence: 'wished', night: false },
    }),
    null,
  );
  expect(stated).toMatchObject({ drivingLicence: 'wished', night: false, sunday: null, minors: null });
  const bare = understand(draft({}), null);
  expect(Object.entries(bare).filter(([, value]) => value !== null)).toEqual([
    ['kind', 'job'],
    ['links', []],
    ['flags', ['date_missing']],
    ['raised', []],
  ]);
});
