import { describe, expect, it, vi } from 'vitest';
import { JokaError } from '../game/errors.ts';
import { fixedClock } from '../infra/clock.ts';
import { createContext } from './context.ts';
import { humanBytes } from './output.ts';
import { describeFailure, runCli } from './run.ts';
import type { ExitCode, Register } from './run.ts';

const quietly = async (argv: string[], verbs: Register[]): Promise<{ code: ExitCode; err: string }> => {
  const said: string[] = [];
  const spies = [
    vi.spyOn(console, 'error').mockImplementation((text: string) => void said.push(text)),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0),
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true),
  ];
  try {
    return { code: await runCli(argv, verbs, '1.2.3', createContext(fixedClock(0))), err: said.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
};

const failing: Register = (program) => {
  program.command('fail').action(() => {
    throw new JokaError('CONFIG_UNKNOWN', { name: 'JOKA_PROT', line: 'JOKA_PROT=…' });
  });
};
const fine: Register = (program) => {
  program
    .command('fine')
    .option('--json')
    .action(() => undefined);
};

describe('exit codes', () => {
  it.each([
    [[], 0],
    [['fine'], 0],
    [['--help'], 0],
    [['--version'], 0],
    [['fine', '--help'], 0],
    [['fail'], 1],
    [['fine', '--jsn'], 2],
    [['fine', 'extra'], 2],
    [['nothing-like-it'], 2],
  ] as const)('joka %j ends with %i', async (argv, code) => {
    expect((await quietly([...argv], [failing, fine])).code).toBe(code);
  });

  it('says what failed, its code and what to do', async () => {
    const { err } = await quietly(['fail'], [failing]);
    expect(err).toBe(
      'error CONFIG_UNKNOWN: The variable JOKA_PROT is not one that Joka reads.\nwhat to do: Correct or remove the line: JOKA_PROT=…',
    );
    expect(describeFailure(new Error('boom'))).toMatch(/^error UNEXPECTED: Error: boom/);
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [61_234_567, '61 MB'],
    [2.5e12, '2.5 TB'],
  ])('%d bytes read %s', (bytes, text) => {
    expect(humanBytes(bytes)).toBe(text);
  });
});
