import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { whyDemoIsClosed } from './demo-door.ts';

describe('the doors of the demo', () => {
  it.each(['127.0.0.1', '127.0.0.5', '::1', 'localhost'])('may stand open on %s', (host) => {
    expect(whyDemoIsClosed(readConfig({ JOKA_HOST: host }))).toBeNull();
  });

  it.each([
    [{ JOKA_HOST: '0.0.0.0' }, 'JOKA_HOST'],
    [{ JOKA_HOST: '::' }, 'JOKA_HOST'],
    [{ JOKA_HOST: '192.168.1.4' }, 'JOKA_HOST'],
    [{ JOKA_HOST: '127.0.0.1.example.org' }, 'JOKA_HOST'],
    [{ JOKA_PUBLIC_URL: 'https://joka.example.org' }, 'JOKA_PUBLIC_URL'],
    [{ JOKA_TRUSTED_PROXIES: '127.0.0.1' }, 'JOKA_TRUSTED_PROXIES'],
  ])('stay shut with %o, and the variable is named', (env, variable) => {
    expect(whyDemoIsClosed(readConfig(env))).toMatchObject({ variable });
  });
});
