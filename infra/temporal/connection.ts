import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { JokaError } from '../../game/errors.ts';
import { installRuntime } from './runtime.ts';

/** Where pipelines run when JOKA_TEMPORAL_ADDRESS is set. */
export type TemporalAddress = { readonly address: string; readonly namespace: string };

/** One client and one worker connection, opened together and closed together. */
export type Temporal = {
  readonly client: Client;
  readonly native: NativeConnection;
  readonly namespace: string;
  close(): Promise<void>;
};

/** Connects, or says that nobody answers. @throws JokaError TEMPORAL_UNREACHABLE (transient). */
export const connectTemporal = async ({ address, namespace }: TemporalAddress): Promise<Temporal> => {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: '5 seconds' });
    installRuntime();
    const native = await NativeConnection.connect({ address });
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
