import net from 'node:net';
import { JokaError } from '../../game/errors.ts';

/** Refuses a port that another program has, before anything is started. @throws JokaError PORT_TAKEN. */
export const checkPort = async (host: string, port: number): Promise<void> => {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new JokaError('PORT_TAKEN', { host, port }, error) : error),
    );
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
};
