import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { scrub, scrubLine } from './log/scrub.ts';
import { logEvent, openLog } from './log.ts';

const capture = (): { lines: string[]; write(line: string): void } => {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line) };
};

describe('the log', () => {
  it('lets no cell and no coordinate out, in a message, a field or an error', () => {
    const cells = [5, 8, 9, 10, 11, 12].map((res) => latLngToCell(50.4231, 2.7812, res));
    const out = capture();
    const log = openLog('debug', 'test', out);
    for (const cell of cells) {
      log.info(`walked through ${cell}`);
      log.warn({ place: cell, nested: { cells: [cell] } }, 'x');
      log.error(new Error(`duplicate key (player, cell)=(a, ${cell})`));
      log.info({ n: BigInt(`0x${cell}`).toString() }, 'decimal');
    }
    log.info({ lat: 50.4231, at: '2.78123,50.42311' }, 'there');
    const text = out.lines.join('');
    for (const cell of cells) {
      expect(text).not.toContain(cell);
      expect(text).not.toContain(BigInt(`0x${cell}`).toString());
    }
    expect(text).not.toMatch(/50\.42|2\.78/);
    expect(out.lines).toHaveLength(cells.length * 4 + 1);
    for (const line of out.lines) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it('lets no secret out', () => {
    const text = [
      scrub('connect postgres://joka:hunter2@localhost/joka failed'),
      scrub('{"headers":{"cookie":"joka=hunter2","authorization":"Bearer"}}'),
      scrub('mail to someone.hunter2@example.org'),
    ].join('\n');
    expect(text).not.toContain('hunter2');
    const out = capture();
    openLog('info', 'test', out).info(
      { req: { headers: { cookie: 'hunter2' } }, user: { password: 'hunter2' } },
      'x',
    );
    expect(out.lines[0]).not.toContain('hunter2');
  });

  it('keeps what helps: instants, counts, hashes, ids', () => {
    const line =
      '{"time":"2026-11-24T21:04:05.123Z","rows":400000,"ms":12.5,"sha256":"9f86d081884c7d659a2feaa0c55ad015"}';
    expect(scrubLine(line)).toBe(`${line}\n`);
    const id = '3f6c1b52-9d8e-4a51-8d2c-8a1fb0c4d5e6';
    expect(scrub(id)).toBe(id);
  });

  it('writes declared fields of declared events only', () => {
    const out = capture();
    const log = openLog('info', 'test', out);
    const fields = { kind: 'photo', step: 'read', ms: 12, player: 'x' };
    logEvent(log, 'info', 'step.done', fields);
    expect(JSON.parse(out.lines[0] ?? '')).toMatchObject({
      msg: 'step.done',
      kind: 'photo',
      step: 'read',
      ms: 12,
    });
    expect(out.lines[0]).not.toContain('player');
  });
});
