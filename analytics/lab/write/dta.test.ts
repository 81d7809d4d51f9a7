import { describe, expect, it } from 'vitest';
import { column, missingOf } from './columns.ts';
import { writeDta } from './dta.ts';

const COLUMNS = [
  column('person', 'text', null, 'Who'),
  column('rg_km', 'number', 'km', 'Radius', { reason: 'rg_km_reason' }),
  column('rg_km_reason', 'text', null, 'Why empty', { labelled: true }),
  column('day', 'date', null, 'Day'),
];
const ROWS = [
  { person: 'é1', rg_km: 1.5, rg_km_reason: null, day: 0 },
  { person: 'p2', rg_km: null, rg_km_reason: 'too_few_days', day: 1 },
  { person: 'p3', rg_km: null, rg_km_reason: 'no_stay', day: null },
];

describe('Stata files', () => {
  const bytes = writeDta('Essai', COLUMNS, ROWS);
  const view = new DataView(bytes.buffer);
  const text = Buffer.from(bytes).toString('latin1');

  it('states every part where the map says it is', () => {
    const at = text.indexOf('<map>') + 5;
    const parts = [
      '<stata_dta>',
      '<map>',
      '<variable_types>',
      '<varnames>',
      '<sortlist>',
      '<formats>',
      '<value_label_names>',
      '<variable_labels>',
      '<characteristics>',
      '<data>',
      '<strls>',
      '<value_labels>',
      '</stata_dta>',
    ];
    for (const [i, part] of parts.entries()) {
      const offset = Number(view.getBigUint64(at + 8 * i, true));
      expect(text.slice(offset, offset + part.length)).toBe(part);
    }
    expect(Number(view.getBigUint64(at + 8 * 13, true))).toBe(bytes.length);
  });

  it('codes what is missing by why', () => {
    const start = text.indexOf('<data>') + 6;
    const width = 3 + 8 + 1 + 4;
    const high = (row: number): number => view.getUint32(start + width * row + 3 + 4, true);
    expect(view.getFloat64(start + 3, true)).toBe(1.5);
    expect(high(1).toString(16)).toBe('7fe00100'); // .a
    expect(high(2).toString(16)).toBe('7fe00300'); // .c
    expect(view.getInt32(start + 12, true)).toBe(3653);
    expect([missingOf('refused'), missingOf('not_observed'), missingOf(null)]).toEqual(['b', 'a', 'a']);
  });

  it('is the same bytes for the same rows', () => {
    expect(writeDta('Essai', COLUMNS, ROWS)).toEqual(bytes);
  });
});
