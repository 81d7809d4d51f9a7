import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { JokaError } from '../../game/errors.ts';
import { installRuntime } from './runtime.ts';

/** PEM texts, or `{}` for TLS with public authorities and no certificate of one's own. */
export type TemporalTls = {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
  /** Name its certificate is checked against, when it is not its host. */
  readonly name?: string;
};

/** Where pipelines run when JOKA_TEMPORAL_ADDRESS is set. Without `tls` in the clear: a server of this machine. */
export type TemporalAddress = {
  readonly address: string;
  readonly namespace: string;
  readonly tls?: TemporalTls;
  readonly apiKey?: string;
};

/** What both connections of the SDK are made with. */
export const connectionOptions = ({ address, tls, apiKey }: TemporalAddress) => ({
  address,
  ...(tls === undefined && apiKey === undefined
    ? {}
    : {
        tls: {
          ...(tls?.ca === undefined ? {} : { serverRootCACertificate: tls.ca }),
          ...(tls?.name === undefined ? {} : { serverNameOverride: tls.name }),
          ...(tls?.cert === undefined || tls.key === undefined
            ? {}
            : { clientCertPair: { crt: tls.cert, key: tls.key } }),
        },
      }),
  ...(apiKey === undefined ? {} : { apiKey }),
});

/** One client and one worker connection, opened together and closed together. */
export type Temporal = {
  readonly client: Client;
  readonly native: NativeConnection;
  readonly namespace: string;
  close(): Promise<void>;
};

/** Connects, or says that nobody answers. @throws JokaError TEMPORAL_UNREACHABLE (transient). */
export const connectTemporal = async (to: TemporalAddress): Promise<Temporal> => {
  const { address, namespace } = to;
  const options = connectionOptions(to);
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ ...options, connectTimeout: '5 seconds' });
    installRuntime();
    const native = await NativeConnection.connect(options);
    const opened = connection;
    return {
      client: new Client({ connection: opened, namespace }),
      native,
      namespace,
      close: async () => {
        await native.close();
        await opened.close();
      },
    };
  } catch (error) {
    await connection?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new JokaError('TEMPORAL_UNREACHABLE', { address, reason }, error);
  }
};
