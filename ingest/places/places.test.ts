import { describe, expect, test } from 'vitest';
import { extendGazetteer, loadGazetteer } from './gazetteer.ts';
import { readLabel } from './label.ts';
import { foldName } from './names.ts';
import { checkPoint, distanceKm } from './point.ts';
import { territoryOf } from './territory.ts';

const gazetteer = loadGazetteer();

describe('names', () => {
  test.each([
    ["ST OUEN L'AUMONE", "Saint-Ouen-l'Aumône"],
    ['STE MARIE', 'Sainte-Marie'],
    ['LIEVIN CEDEX 2', 'Liévin'],
    ['L ISLE JOURDAIN', "L'Isle-Jourdain"],
    ['Œuilly', 'OEUILLY'],
    ['CHALONS S/ MARNE', 'Châlons sur Marne'],
  ])('%s and %s are one spelling', (a, b) => {
    expect(foldName(a)).toBe(foldName(b));
  });
});

const short = (label: string): string => {
  const place = readLabel(gazetteer, label);
  if (place.level === 'commune') return `commune ${place.commune.code}${place.merged ? ' merged' : ''}`;
  if (place.level === 'department') return `department ${place.department}`;
  if (place.level === 'region') return `region ${place.region}`;
  return place.recognised ? 'none' : 'unknown';
};

describe('labels', () => {
  test.each([
    ['62 - LIEVIN', 'commune 62510'],
    ['44 - ST HERBLAIN', 'commune 44162'],
    ['69 - LYON 05', 'commune 69385'],
    ['75 - Paris (Dept.)', 'department 75'],
    ['75 - PARIS 13', 'commune 75113'],
    ['13 - MARSEILLE 1er Arrondissement', 'commune 13201'],
    ['75 - PARIS', 'commune 75056'],
    ['PARIS 14ème arrondissement', 'commune 75114'],
    ['91 - Essonne', 'department 91'],
    ['2A - AJACCIO', 'commune 2A004'],
    ['974 - ST DENIS', 'commune 97411'],
    ['75', 'department 75'],
    ['Grand Est', 'region 44'],
    ['Ile-de-France', 'region 11'],
    ['France', 'none'],
    ['62800 Liévin', 'commune 62510'],
    ['Liévin (62)', 'commune 62510'],
    ['Liévin', 'commune 62510'],
    // an old commune leads to the one it is part of
    ['01 - ARBIGNIEU', 'commune 01015 merged'],
    // several communes, and a territory overseas, bear this name: not guessed
    ['Saint-Martin', 'unknown'],
    ['Toulouse OU Auch OU Tarbes OU Foix', 'region 76'],
    ['Lens (62) OU Liévin (62)', 'department 62'],
    ['quelque part', 'unknown'],
    ['', 'unknown'],
  ])('%s -> %s', (label, expected) => {
    expect(short(label)).toBe(expected);
  });
});

describe('codes', () => {
  test('a merged commune leads to today’s, an arrondissement knows its city', () => {
    expect(gazetteer.byCode('69385')?.commune).toMatchObject({ parent: '69123', postalCodes: ['69005'] });
    const merged = gazetteer.byCode('49101');
    expect(merged).toMatchObject({ merged: true, commune: { code: '49018', name: 'Baugé-en-Anjou' } });
    expect(gazetteer.byCode('00000')).toBeNull();
  });

  test('communes of an invented town are found by code, name and postal code', () => {
    const town = extendGazetteer(gazetteer, [
      {
        code: '99001',
        name: 'Ville inventée',
        department: '99',
        region: null,
        postalCodes: ['99100'],
        population: null,
        parent: null,
        bounds: [2.7, 50.4, 2.9, 50.5],
      },
    ]);
    expect(town.byCode('99001')?.commune.name).toBe('Ville inventée');
    expect(readLabel(town, '99 - VILLE INVENTEE')).toMatchObject({ level: 'commune' });
    expect(town.byPostalCode('99100')).toHaveLength(1);
    expect(town.byCode('62510')?.commune.name).toBe('Liévin');
  });
});

describe('points', () => {
  const commune = (code: string) => gazetteer.byCode(code)?.commune ?? expect.unreachable();
  test('right, swapped, nowhere and null island', () => {
    expect(checkPoint(commune('62510'), 50.42, 2.77)).toEqual({ lat: 50.42, lng: 2.77, flag: null });
    expect(checkPoint(commune('62510'), 2.77, 50.42)).toEqual({
      lat: 50.42,
      lng: 2.77,
      flag: 'coordinates_swapped',
    });
    expect(checkPoint(commune('62510'), 43.3, 5.4).flag).toBe('coordinates_dropped');
    expect(checkPoint(commune('62510'), 0, 0).flag).toBe('coordinates_dropped');
    expect(checkPoint(commune('62510'), Number.NaN, 2.77).flag).toBe('coordinates_dropped');
    expect(checkPoint(commune('62510'), 50.42, null).flag).toBe('coordinates_dropped');
    expect(checkPoint(commune('62510'), null, null).flag).toBeNull();
  });

  test('La Réunion and Mayotte are right where a box of France would swap them', () => {
    expect(checkPoint(commune('97411'), -20.88, 55.45).flag).toBeNull();
    expect(checkPoint(commune('97608'), -12.78, 45.23).flag).toBeNull();
  });

  test('the distance of two known towns', () => {
    // Lens to Arras, 17 km
    expect(distanceKm(50.4289, 2.8319, 50.291, 2.7775)).toBeCloseTo(15.8, 0);
  });
});

describe('territories', () => {
  test('from communes, from a department, from a merged code', () => {
    const two = territoryOf(gazetteer, ['62510', '62498']);
    expect(two).toMatchObject({ code: '62498', name: 'Lens et 1 commune', communes: ['62498', '62510'] });
    const [west, south, east, north] = two.bounds;
    expect(west < 2.77 && east > 2.77 && south < 50.42 && north > 50.42).toBe(true);
    const all = territoryOf(gazetteer, ['62'], 'Le Pas-de-Calais');
    expect(all).toMatchObject({ code: '62', name: 'Le Pas-de-Calais' });
    expect(all.communes.length).toBeGreaterThan(880);
    expect(territoryOf(gazetteer, ['49101']).communes).toEqual(['49018']);
  });

  test('a postal code is refused with the code in the message', () => {
    expect(() => territoryOf(gazetteer, ['62800x'])).toThrow(/62800X/);
  });
});
