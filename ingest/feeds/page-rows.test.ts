import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPageRows } from './page-rows.ts';
import { sliceList } from './slice-list.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (page: Uint8Array | string) =>
  readPageRows('p', typeof page === 'string' ? bytes(page) : page, 'resultats');
const told = (page: Uint8Array | string): string[] => {
  const { rows, damage } = read(page);
  return [...rows.map((r) => (r.refusal ? r.refusal.code : 'row')), ...(damage ? [damage.code] : [])];
};

describe('pages of rows', () => {
  test('one bad row costs itself only', () => {
    expect(told('{"resultats":[{"id":"a"},null,{"id":"b","latitude":NaN},[1],"x",{"id":"c"}]}')).toEqual([
      'row',
      'FEED_ROW_NOT_OBJECT',
      'FEED_ROW_NOT_JSON',
      'FEED_ROW_NOT_OBJECT',
      'FEED_ROW_NOT_OBJECT',
      'row',
    ]);
  });

  test('broken UTF-8 costs its row', () => {
    const page = Buffer.concat([
      bytes('{"resultats":[{"id":"a"},{"id":"'),
      Buffer.from([0xe9, 0xff]),
      bytes('"},{"id":"é"}]}'),
    ]);
    expect(told(page)).toEqual(['row', 'FEED_ROW_NOT_UTF8', 'row']);
  });

  test('a cut page gives the rows before the cut', () => {
    expect(told('{"resultats":[{"id":"a"},{"id":"b"},{"id":"c","descrip')).toEqual([
      'row',
      'row',
      'FEED_PAGE_TRUNCATED',
    ]);
  });

  test('what is no page says so', () => {
    for (const page of ['<html>502</html>', '', '[]', '{"resultats":{}}', '{"message":"x"}', 'null'])
      expect(told(page)).toEqual(['FEED_PAGE_NOT_JSON']);
    expect(told('{"resultats":[]}')).toEqual([]);
  });

  test('no refusal quotes the row', () => {
    const { rows } = read('{"resultats":[{"nom":"Camille EXEMPLE","x":NaN}]}');
    expect(JSON.stringify([rows[0]?.refusal?.message, rows[0]?.refusal?.details])).not.toContain('EXEMPLE');
  });

  test('cutting finds the very elements JSON has, for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 6 }), (list) => {
        const page = JSON.stringify({ a: '"resultats":[1', resultats: list, z: [1] }, null, 1);
        const slices = sliceList(bytes(page), 'resultats');
        const found = slices?.items.map((item) => JSON.parse(new TextDecoder().decode(item)) as unknown);
        expect(slices?.closed).toBe(true);
        expect(JSON.stringify(found)).toBe(JSON.stringify(list));
      }),
    );
  });

  test('a stray quote or a lost comma costs its row, not those that follow', () => {
    const row = (id: string, text: string): string =>
      `{"id":"${id}","description":"${text}","tags":[{"nom":"x"}]}`;
    const [a, b, c] = [row('a', 'un'), row('b', 'dit "oui'), row('c', 'trois')];
    expect(told(`{"resultats":[${a},${b},${c}],"filtres":[]}`)).toEqual(['row', 'FEED_ROW_NOT_JSON', 'row']);
    expect(told(`{"resultats":[${a}${c},${a}]}`)).toEqual(['row', 'row', 'row']);
    expect(told(`{"resultats":[${b},${a},${c.slice(0, 20)}`)).toEqual([
      'FEED_ROW_NOT_JSON',
      'row',
      'FEED_PAGE_TRUNCATED',
    ]);
  });

  test('any one byte of the list changed costs at most one row', () => {
    const rows = Array.from({ length: 6 }, (_, i) => ({
      id: `r${i}`,
      description: `é "dit" \\ {${i}}`,
      n: [i],
    }));
    const page = bytes(JSON.stringify({ resultats: rows, filtresPossibles: [] }));
    const lost = (at: number, byte: number): number => {
      const broken = Uint8Array.from(page);
      broken[at] = byte;
      return rows.length - readPageRows('p', broken, 'resultats').rows.filter(({ row }) => row).length;
    };
    const details = fc.check(
      fc.property(
        fc.integer({ min: 14, max: page.length - 1 }),
        fc.nat(255),
        (at, byte) => lost(at, byte) <= 1,
      ),
      { numRuns: 2000, seed: 7 },
    );
    expect(details.counterexample).toBeNull();
  });
});
