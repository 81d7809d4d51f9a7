import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../infra/config.ts';
import { foundInstance } from './accounts/instance.ts';
import { systemClock } from '../infra/clock.ts';
import { testDatabase } from '../test/support/database.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

const start = async (env: Record<string, string>): Promise<{ code: number | null; said: string }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
};

describe('a start that fails for a known reason', () => {
  it('says the reason and the remedy, without a stack', async () => {
    const test = await testDatabase();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    try {
      await foundInstance(test.db.idp, systemClock, { kind: 'real', aloneAllowed: false });
      const { url } = test;
      const [busy, wrong] = await Promise.all([
        start({ DATABASE_URL: url, JOKA_PORT: String(port) }),
        start({ DATABASE_URL: url, JOKA_PORT: 'eighty' }),
      ]);
      expect(busy.code).toBe(1);
      expect(busy.said).toContain(`PORT_TAKEN: Port ${port} of 127.0.0.1 is taken by another program.`);
      expect(wrong.code).toBe(1);
      expect(wrong.said).toContain('CONFIG_INVALID: The variable JOKA_PORT');
      for (const { said } of [busy, wrong]) expect(said).not.toMatch(/^\s+at /m);
    } finally {
      taken.close();
      await test.close();
    }
  }, 30_000);
});
