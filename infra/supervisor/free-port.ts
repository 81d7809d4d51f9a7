import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { JokaError } from '../../game/errors.ts';

const isFree = async (host: string, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/**
 * Refuses a port that another program has, before anything is started; waits `patienceMs` for one that is ending.
 * @throws JokaError PORT_TAKEN.
 */
export const checkPort = async (host: string, port: number, patienceMs = 0): Promise<void> => {
  if (port === 0) return;
  const until = Date.now() + patienceMs;
  while (!(await isFree(host, port))) {
    if (Date.now() >= until) throw new JokaError('PORT_TAKEN', { host, port });
    await sleep(100);
  }
};
