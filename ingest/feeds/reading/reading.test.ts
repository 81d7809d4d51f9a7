import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import type { FeedItem } from '../page-rows.ts';
import { readRows } from './rows.ts';
import type { RowFormat } from './rows.ts';

const cut = (bytes: Uint8Array, at: readonly number[]): Uint8Array[] => {
  const ends = [...new Set(at.map((n) => n % (bytes.length + 1)))].toSorted((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end));
};

const read = async (
  bytes: Uint8Array,
  format: RowFormat,
  cuts: readonly number[] = [],
): Promise<FeedItem[]> => {
  const items: FeedItem[] = [];
  const document = {
    name: 'f',
    contentType: null,
    chunks: async function* () {
      for (const chunk of cut(bytes, cuts)) yield chunk;
    },
  };
  for await (const some of readRows(document, format)) items.push(...some);
  return items;
};

const XML: RowFormat = { format: 'xml', item: 'job', encoding: null };
const CSV: RowFormat = { format: 'csv', delimiter: null, encoding: null };
const JSON_LIST: RowFormat = { format: 'json', item: 'jobs', encoding: null };

const WORDS =
  'Éducateur|à|œuvre|garçon|l’été|« CAFÉ »|1 800 €|naïf|Noël|a;b|c,d|"cité"|x\ny|<b>|&|]]|\\|{|}|[|]|</jo|job|…|–|plain'.split(
    '|',
  );
/** French as feeds write it, every letter of Windows-1252 that matters, and what breaks parsers. */
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));
const rows = fc.array(fc.record({ id: fc.nat(9999).map(String), title: text }), {
  minLength: 1,
  maxLength: 8,
});
const cuts = fc.array(fc.nat(5000), { maxLength: 40 });

const escapeXml = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;');
const asXml = (list: readonly { id: string; title: string }[], declared: string, cdata: boolean): string =>
  `<?xml version="1.0" encoding="${declared}"?>\n<jobs><!-- <job> -->${list
    .map(
      ({ id, title }) =>
        `<job><id>${id}</id><title>${cdata ? `<![CDATA[${title}]]>` : escapeXml(title)}</title></job>`,
    )
    .join('\n')}</jobs>\n`;
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const asCsv = (list: readonly { id: string; title: string }[]): string =>
  ['id;title', ...list.map(({ id, title }) => `${id};${quoted(title)}`), ''].join('\r\n');

const plain = (items: readonly FeedItem[]): unknown[] =>
  items.map((item) => item.row ?? item.refusal?.code ?? item.damage?.code);

type Way = { readonly declared: string; readonly encode: (text: string) => Buffer };
const mark = (bytes: readonly number[], body: Buffer): Buffer => Buffer.concat([Buffer.from(bytes), body]);
const WAYS: Readonly<Record<string, Way>> = {
  'utf-8': { declared: 'utf-8', encode: (t) => Buffer.from(t) },
  'utf-8 with mark': { declared: 'utf-8', encode: (t) => mark([0xef, 0xbb, 0xbf], Buffer.from(t)) },
  'utf-8 declared as latin 1': { declared: 'ISO-8859-1', encode: (t) => Buffer.from(t) },
  'utf-8 declared as utf-16': { declared: 'UTF-16', encode: (t) => Buffer.from(t) },
  'cp1252 declared': { declared: 'windows-1252', encode: (t) => iconv.encode(t, 'cp1252') },
  'cp1252 declared as utf-8': { declared: 'UTF-8', encode: (t) => iconv.encode(t, 'cp1252') },
  'cp1252 declared as latin 1': { declared: 'ISO-8859-1', encode: (t) => iconv.encode(t, 'cp1252') },
  'utf-16le with mark': {
    declared: 'utf-16',
    encode: (t) => mark([0xff, 0xfe], iconv.encode(t, 'utf-16le')),
  },
  'utf-16be with mark': {
    declared: 'utf-16',
    encode: (t) => mark([0xfe, 0xff], iconv.encode(t, 'utf-16be')),
  },
  'utf-16le without mark': { declared: 'utf-8', encode: (t) => iconv.encode(t, 'utf-16le') },
};

describe('any chunk boundary, any encoding, zipped or not, gives the same rows', () => {
  test.each(Object.entries(WAYS))('XML in %s', async (_, { declared, encode }) => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, fc.boolean(), fc.boolean(), async (list, at, cdata, zipped) => {
        const bytes = encode(asXml(list, declared, cdata));
        const items = await read(zipped ? gzipSync(bytes) : bytes, XML, at);
        expect(plain(items)).toEqual(list);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test.each(Object.entries(WAYS))('CSV in %s', async (_, { encode }) => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, fc.boolean(), async (list, at, zipped) => {
        const bytes = encode(asCsv(list));
        expect(plain(await read(zipped ? gzipSync(bytes) : bytes, CSV, at))).toEqual(list);
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  test.each(Object.entries(WAYS))('JSON in %s', async (_, { encode }) => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, fc.boolean(), async (list, at, wrapped) => {
        const bytes = encode(JSON.stringify(wrapped ? { n: [1], jobs: list } : list));
        expect(plain(await read(bytes, JSON_LIST, at))).toEqual(list);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  test('one byte at a time', async () => {
    const list = [
      { id: '1', title: 'Éducatrice « été » 1 800 €' },
      { id: '2', title: 'œuvre </jo job' },
    ];
    const every = (bytes: Buffer): number[] => Array.from({ length: bytes.length }, (_, i) => i);
    const xml = Buffer.from(asXml(list, 'utf-8', true));
    expect(plain(await read(xml, XML, every(xml)))).toEqual(list);
    const csv = iconv.encode(asCsv(list), 'cp1252');
    expect(plain(await read(csv, CSV, every(csv)))).toEqual(list);
  });
});

describe('a bad row costs itself', () => {
  const good = (n: number): string => `<job><id>${n}</id></job>`;
  test.each([
    ['an element that is not closed', '<job><id>2</id>'],
    ['a stray end tag', '<job><id>2</id></b></job>'],
    ['tags that cross', '<job><a><b></a></b></job>'],
    ['a CDATA section that never ends', '<job><id><![CDATA[2</id></job>'],
    ['a comment that never ends', '<job><!-- 2</job>'],
  ])('XML with %s', async (_, bad) => {
    const items = await read(Buffer.from(`<jobs>${good(1)}${bad}${good(3)}${good(4)}</jobs>`), XML);
    const found = plain(items);
    expect(found.filter((one) => typeof one === 'object')).toEqual([{ id: '1' }, { id: '3' }, { id: '4' }]);
    expect(found.filter((one) => typeof one === 'string')).not.toEqual([]);
  });

  test('entities are inert: a bomb stays a word, a file stays unread', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE jobs [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c SYSTEM "file:///etc/passwd">]><jobs><job><id>&b;</id><t>&c;</t><u>d&eacute;j&agrave; &lt;b&gt;</u></job></jobs>`;
    expect(plain(await read(Buffer.from(bomb), XML))).toEqual([
      { id: '&b;', t: '&c;', u: 'd&eacute;j&agrave; <b>' },
    ]);
  });

  test('CSV with a quote that is never closed, and rows too short and too long', async () => {
    const csv = 'a;b\n1;x\n2;"open\n3;y\n4\n5;z;z\n6;w\n';
    expect(plain(await read(Buffer.from(csv), CSV))).toEqual([
      { a: '1', b: 'x' },
      'FEED_ROW_UNREADABLE',
      { a: '3', b: 'y' },
      'FEED_ROW_CELLS',
      'FEED_ROW_CELLS',
      { a: '6', b: 'w' },
    ]);
  });

  test('JSON with a row that is none', async () => {
    const json = '{"jobs":[{"id":"1"},{"id":NaN},7,{"id":"4"}]}';
    expect(plain(await read(Buffer.from(json), JSON_LIST))).toEqual([
      { id: '1' },
      'FEED_ROW_NOT_JSON',
      'FEED_ROW_NOT_OBJECT',
      { id: '4' },
    ]);
  });
});

describe('a document that ends early says so', () => {
  const list = Array.from({ length: 20 }, (_, n) => ({ id: String(n), title: `Poste ${n}` }));
  test.each([
    ['XML', XML, Buffer.from(asXml(list, 'utf-8', false))],
    ['JSON', JSON_LIST, Buffer.from(JSON.stringify({ jobs: list }))],
    ['gzip', XML, gzipSync(Buffer.from(asXml(list, 'utf-8', false)))],
  ] as const)('%s cut anywhere', async (_, format, bytes) => {
    for (let part = 1; part < 10; part += 1) {
      const items = await read(bytes.subarray(0, Math.floor((bytes.length * part) / 10)), format);
      expect(items.at(-1)?.damage?.code).toMatch(/^FEED_(PAGE_TRUNCATED|GZIP_BROKEN|PAGE_NOT_JSON)$/);
    }
    expect((await read(bytes, format)).some(({ damage }) => damage)).toBe(false);
  });

  test('a gzip bomb is left', async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, ' '), { level: 9 });
    const items = await read(bomb, XML);
    expect(items.at(-1)?.damage?.code).toBe('FEED_GZIP_BOMB');
  });
});
