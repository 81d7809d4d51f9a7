import { describe, expect, it } from 'vitest';
import { JokaError } from '../game/errors.ts';
import { readConfig } from './config.ts';
import { shownVariables, variablesMarkdown } from './config/print.ts';
import { VARIABLES } from './config/variables.ts';

const refusal = (env: Record<string, string>): JokaError => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof JokaError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('readConfig', () => {
  it('gives every variable its default, and null where there is none', () => {
    const config = readConfig({});
    expect(config.JOKA_PORT).toBe(8080);
    expect(config.JOKA_HOST).toBe('127.0.0.1');
    expect(config.DATABASE_URL).toBeNull();
    expect(config.JOKA_TRUSTED_PROXIES).toEqual([]);
    expect(Object.keys(config).sort()).toEqual(Object.keys(VARIABLES).sort());
  });

  it('reads each type', () => {
    const config = readConfig({
      JOKA_PORT: '0',
      JOKA_PUBLIC_URL: 'https://joka.example.org/',
      JOKA_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
      JOKA_LOG_LEVEL: 'warn',
      JOKA_HOME: '',
    });
    expect(config.JOKA_PORT).toBe(0);
    expect(config.JOKA_PUBLIC_URL).toBe('https://joka.example.org');
    expect(config.JOKA_TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '::1']);
    expect(config.JOKA_LOG_LEVEL).toBe('warn');
    expect(config.JOKA_HOME).toBe('.joka');
  });

  it('refuses an unknown name and suggests the nearest', () => {
    const error = refusal({ JOKA_PROT: '8080' });
    expect(error.code).toBe('CONFIG_UNKNOWN');
    expect(error.details['line']).toBe('JOKA_PROT=… (did you mean JOKA_PORT?)');
    expect(refusal({ JOKA_ZZZZZZZZZZZZ: '1' }).details['line']).toBe('JOKA_ZZZZZZZZZZZZ=…');
  });

  it.each([
    [{ JOKA_PORT: '80a' }, 'JOKA_PORT=80a'],
    [{ JOKA_PORT: '70000' }, 'JOKA_PORT=70000'],
    [{ JOKA_PUBLIC_URL: 'joka.example.org' }, 'JOKA_PUBLIC_URL=joka.example.org'],
    [{ JOKA_PUBLIC_URL: 'https://h/path' }, 'JOKA_PUBLIC_URL=https://h/path'],
    [{ JOKA_TRUSTED_PROXIES: '10.0.0.0/33' }, 'JOKA_TRUSTED_PROXIES=10.0.0.0/33'],
    [{ JOKA_LOG_LEVEL: 'loud' }, 'JOKA_LOG_LEVEL=loud'],
    [{ DATABASE_URL: 'mysql://u:hunter2@h/d' }, 'DATABASE_URL=…'],
  ])('refuses %o with the line to fix, never a secret', (env, line) => {
    const error = refusal(env);
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.details['line']).toBe(line);
    expect(`${error.message} ${JSON.stringify(error.details)}`).not.toContain('hunter2');
  });

  it('names every problem at once', () => {
    const error = refusal({ JOKA_PORT: 'x', JOKA_LOG_LEVEL: 'y' });
    expect(error.code).toBe('CONFIG_SEVERAL');
    expect(error.details['lines']).toBe('JOKA_PORT=x; JOKA_LOG_LEVEL=y');
  });

  it('refuses combinations that cannot work or that reveal something unsaid', () => {
    expect(refusal({ JOKA_TLS_CERT: 'a.pem' }).details['line']).toBe('JOKA_TLS_KEY=…');
    expect(refusal({ JOKA_S3_ENDPOINT: 'http://127.0.0.1:7070' }).code).toBe('CONFIG_CONFLICT');
    const style = 'https://tiles.example.net/style.json';
    const foreign = refusal({ JOKA_MAP_STYLE: style });
    expect(foreign.details['line']).toBe('JOKA_MAP_FOREIGN_HOST=tiles.example.net');
    expect(foreign.message).toContain('learns the address of every visitor');
    expect(
      readConfig({ JOKA_MAP_STYLE: style, JOKA_MAP_FOREIGN_HOST: 'tiles.example.net' }).JOKA_MAP_STYLE,
    ).toBe(style);
  });
});

describe('what is shown of it', () => {
  it('masks secrets and leaves the variables of suites out', () => {
    const shown = shownVariables(readConfig({ DATABASE_URL: 'postgres://u:hunter2@h/d' }));
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    expect(shown.find((v) => v.name === 'DATABASE_URL')).toMatchObject({
      value: '(secret, set)',
      given: true,
    });
    expect(shown.some((v) => v.name.startsWith('JOKA_TEST_'))).toBe(false);
  });

  it('prints one line of Markdown per variable', () => {
    const lines = variablesMarkdown().trimEnd().split('\n');
    expect(lines).toHaveLength(Object.keys(VARIABLES).length + 2);
    for (const line of lines) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(6);
  });
});
