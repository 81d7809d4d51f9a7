import { describe, expect, test } from 'vitest';
import { tryFile } from '../try-file.ts';
import { mappings } from './catalogue.ts';
import { checkMapping } from './check.ts';
import { mappedConnector } from './connector.ts';
import { readInstant } from './instants.ts';
import { dateFormatsOf, proposeFields } from './propose.ts';

describe('the mappings that come with Joka', () => {
  test('name every feed asked for, and say which were never tried on a real sample', () => {
    const state = Object.fromEntries(mappings().map(({ id, verified }) => [id, verified]));
    expect(state).toEqual({
      apec: false,
      ats: true,
      cegid: true,
      'cegid-xml': false,
      'digital-recruiters': false,
      'engagement-jeunes': true,
      hellowork: true,
      'hellowork-ats': false,
      'hellowork-stages': false,
      indeed: false,
      'indeed-gz': false,
      jobteaser: true,
      'jobteaser-stages': false,
      jooble: false,
      kelio: true,
      laposte: true,
      leboncoin: true,
      meteojob: false,
      'mission-locale': true,
      pass: true,
    });
  });

  test('a mapping edited without a new version has another name all the same', () => {
    const [first] = mappings();
    if (!first) throw new Error('no mapping');
    const edited = { ...first, fields: { ...first.fields, title: 'other' } };
    expect(mappedConnector(edited).mapperVersion).not.toBe(mappedConnector(first).mapperVersion);
  });
});

const good = {
  id: 'x',
  name: 'X',
  version: 1,
  verified: false,
  format: 'csv',
  item: null,
  zone: 'Europe/Paris',
  fields: { title: 'a' },
  source: { origin: 'partner', licence: 'l', attribution: 'a' },
  notes: [],
};

test.each([
  [{ ...good, fields: {} }, 'fields.title'],
  [{ ...good, fields: { title: 'a', wage: 'b' } }, 'fields.wage'],
  [{ ...good, fields: { title: { from: 'a', value: 'b' } } }, 'fields.title'],
  [{ ...good, fields: { title: { from: 'a', take: '(' } } }, 'fields.title.take'],
  [{ ...good, fields: { title: 'a', created: { from: 'd', format: 'HH:mm' } } }, 'fields.created.format'],
  [{ ...good, format: 'xml' }, 'item'],
  [{ ...good, zone: 'Europe/Lievin' }, 'zone'],
])('a mapping that is wrong is refused by the name of the field: %#', (mapping, field) => {
  expect(() => checkMapping(mapping, 'file.json')).toThrow(`at ${field}`);
});

describe('dates', () => {
  test.each([
    ['2025-03-06 07:32:43 UTC', 'iso', '2025-03-06T07:32:43.000Z'],
    ['2024-01-30 23:21:39', 'yyyy-MM-dd HH:mm:ss', '2024-01-30T22:21:39.000Z'],
    ['11/12/2025 10:41:41', 'dd/MM/yyyy HH:mm:ss', '2025-12-11T09:41:41.000Z'],
    ['22-05-2025 00:11:19', 'dd-MM-yyyy HH:mm:ss', '2025-05-21T22:11:19.000Z'],
    ['20260101', 'yyyyMMdd', '2025-12-31T23:00:00.000Z'],
    ['2025-02-26T16:40:27+0100', 'iso', '2025-02-26T15:40:27.000Z'],
    ['Wed, 26 Feb 2025 16:40:27 +0100', 'rfc822', '2025-02-26T15:40:27.000Z'],
    ['5/7/2025', 'd/M/yyyy', '2025-07-04T22:00:00.000Z'],
    // summer time begins at 2:00: the hour that does not exist is the one after
    ['2025-03-30 02:30:00', 'yyyy-MM-dd HH:mm:ss', '2025-03-30T01:30:00.000Z'],
  ])('%s as %s', (text, format, instant) => {
    expect(readInstant(text, [format], 'Europe/Paris')).toBe(instant);
  });
  test.each([
    ['31/02/2025', 'dd/MM/yyyy'],
    ['13/01/2025', 'MM/dd/yyyy'],
    ['01/02/25', 'dd/MM/yyyy'],
    ['hier', 'iso'],
    ['0001-01-01', 'iso'],
  ])('%s is none as %s', (text, format) => {
    expect(readInstant(text, [format], 'Europe/Paris')).toBeNull();
  });
});

describe('a proposal for an unknown table', () => {
  const columns = (headers: string, ...rows: readonly string[]) =>
    headers.split(';').map((header, i) => ({ header, cells: rows.map((row) => row.split(';')[i] ?? '') }));

  test('by headers in French, in English, in odd spellings', () => {
    expect(
      proposeFields(
        columns(
          'N° offre;INTITULE;Société;Lieu de travail;C.P.;Type contrat;Date parution;Mél',
          '12;Cuisinier;Chez nous;Lens;62300;CDI;03/02/2026;a@exemple.invalid',
        ),
      ),
    ).toMatchObject({
      id: 'N° offre',
      title: 'INTITULE',
      employer: 'Société',
      city: 'Lieu de travail',
      contract: 'Type contrat',
      created: 'Date parution',
      email: 'Mél',
    });
    expect(
      proposeFields(
        columns('Job title;Company;City;Zip code;Link', 'Cook;Us;Lens;62300;https://exemple.invalid/1'),
      ),
    ).toEqual({ title: 'Job title', employer: 'Company', city: 'City', postalCode: 'Zip code', url: 'Link' });
  });

  test('by what stands under a header that says nothing, and not by a header that lies', () => {
    const proposed = proposeFields(
      columns('A;B;Poste;Date', 'https://exemple.invalid/1;01 99 00 25 01;Cuisinier;dès que possible'),
    );
    expect(proposed).toEqual({ url: 'A', phone: 'B', title: 'Poste' });
  });

  test('the format of dates is what all of them fit', () => {
    expect(dateFormatsOf({ header: 'd', cells: ['13/02/2026', '01/03/2026', ''] })).toEqual(['dd/MM/yyyy']);
    expect(dateFormatsOf({ header: 'd', cells: ['2026-02-13'] })).toEqual(['yyyy-MM-dd']);
    expect(dateFormatsOf({ header: 'd', cells: ['demain'] })).toEqual([]);
  });

  test('is tried without anything being kept; every refused row says why', async () => {
    const csv = 'Poste;Ville;Date\nCuisinier;Lens;03/02/2026\n;Lens;03/02/2026\nServeur;Lens;31/02/2026\n';
    const tried = await tryFile('o.csv', Buffer.from(csv, 'latin1'), {
      fields: null,
      source: { id: 'file', name: 'f', source: { origin: 'partner', licence: 'l', attribution: 'a' } },
      admit: null,
    });
    expect(tried).toMatchObject({ rows: 3, accepted: 1, missing: [] });
    expect(tried.refused.map(({ row, code, field }) => [row, code, field])).toEqual([
      [2, 'FEED_FIELD_MISSING', 'Poste'],
      [3, 'FEED_FIELD_DATE', 'Date'],
    ]);
  });
});
