import { cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { Dwell } from '../../game/fog.ts';
import { clearedBy } from '../../game/fog.ts';
import type { Cell } from '../../game/ids.ts';
import { SCENARIO } from '../../game/scenario.ts';
import type { Place } from '../map/town.ts';
import type { Trace } from './trace.ts';
import { addFix, clearedByTrace, emptyTrace, endTrace } from './trace.ts';
import { startWalker, walkOn } from './walker.ts';

const START: Place = [2.78, 50.42];
const FAR: Place = [2.8, 50.42];
const NO_HOME = new Set<string>();

const walk = (milliseconds: number) =>
  walkOn({ ...startWalker(START, 1_000_000), way: [FAR] }, milliseconds).fixes;

describe('the trace on the phone', () => {
  it('keeps cells of resolution 11 and no coordinate', () => {
    const trace = endTrace(walk(300_000).reduce<Trace>((t, fix) => addFix(t, fix, NO_HOME), emptyTrace));
    expect(trace.ended.length).toBeGreaterThan(4);
    for (const dwell of trace.ended) {
      expect(dwell.cell).toMatch(/^8b[0-9a-f]{13}$/);
      expect(Object.keys(dwell).sort()).toEqual(['accuracy', 'cell', 'firstAt', 'home', 'lastAt', 'n']);
    }
  });

  it('clears on the phone what the server clears from its batches, wherever they are cut', () => {
    const batches: Dwell[][] = [];
    const seen = new Set<Cell>();
    let trace: Trace = emptyTrace;
    for (const [i, fix] of walk(900_000).entries()) {
      trace = addFix(trace, fix, NO_HOME);
      for (const cell of clearedByTrace(trace, SCENARIO.fog)) seen.add(cell);
      if (i % 37 === 0 && trace.ended.length > 0) {
        batches.push([...trace.ended]);
        trace = { ...trace, ended: [] };
      }
    }
    batches.push([...endTrace(trace).ended]);
    expect(seen.size).toBeGreaterThan(5);
    expect([...seen].sort()).toEqual([...clearedBy(batches, SCENARIO.fog)].sort());
  });

  it('cuts the home zone out before anything leaves', () => {
    const home = new Set([cellToParent(latLngToCell(START[1], START[0], 11), 8)]);
    const trace = endTrace(
      addFix(
        addFix(emptyTrace, { place: START, at: 0, accuracyM: 8 }, home),
        { place: START, at: 9_000, accuracyM: 8 },
        home,
      ),
    );
    expect(trace.ended).toEqual([
      { cell: null, home: true, firstAt: 0, lastAt: 9_000, n: 2, accuracy: 'fine' },
    ]);
    expect(clearedByTrace(trace, SCENARIO.fog)).toEqual([]);
  });

  it('guesses nothing across a hole', () => {
    const fix = (at: number) => ({ place: START, at, accuracyM: 8 });
    const trace = endTrace(addFix(addFix(emptyTrace, fix(0), NO_HOME), fix(120_000), NO_HOME));
    expect(trace.ended.map((dwell) => [dwell.firstAt, dwell.lastAt])).toEqual([
      [0, 0],
      [120_000, 120_000],
    ]);
  });

  it('keeps the worst accuracy of a dwell', () => {
    const trace = endTrace(
      addFix(
        addFix(emptyTrace, { place: START, at: 0, accuracyM: 8 }, NO_HOME),
        { place: START, at: 9_000, accuracyM: 300 },
        NO_HOME,
      ),
    );
    expect(trace.ended[0]?.accuracy).toBe('poor');
  });
});
