import net from 'node:net';

/** Connects to `host:port` and lets go: cheap enough for a probe, without loading the SDK. @throws Error after 2 s, or when refused. */
export const reach = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? [];
    const socket = net.connect({ host, port: Number(port), timeout: 2000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer from ${address}`)));
    socket.once('error', reject);
  });
