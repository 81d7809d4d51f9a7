import { readConfig } from '../infra/config.ts';
import type { Config } from '../infra/config.ts';
import { systemClock } from '../infra/clock.ts';
import type { Clock } from '../infra/clock.ts';
import { connectDatabase } from '../infra/db/connect.ts';
import type { Connection } from '../infra/db/connect.ts';
import type { Database } from '../infra/db/database.ts';
import { openObjectStore } from '../infra/object-store/open.ts';
import type { ObjectStore } from '../infra/object-store/object-store.ts';

/** The doors a verb may need, each opened at its first use and closed by `close`. */
export type CliContext = {
  config(): Config;
  /** The migrated store; an embedded server is adopted beside a running `npm start`, started without one. */
  database(): Promise<Database>;
  /** Address and form of the same store. */
  connection(): Promise<Connection>;
  store(): Promise<ObjectStore>;
  clock: Clock;
  close(): Promise<void>;
};

/** Opens nothing yet. @throws JokaError from its doors. */
export const createContext = (clock: Clock = systemClock): CliContext => {
  const toClose: (() => Promise<void>)[] = [];
  let config: Config | undefined;
  let connection: Promise<Connection> | undefined;
  let store: Promise<ObjectStore> | undefined;
  const context: CliContext = {
    clock,
    config: () => (config ??= readConfig()),
    connection: async () => {
      connection ??= connectDatabase(context.config(), 'joka:cli').then((opened) => {
        toClose.push(async () => opened.close());
        return opened;
      });
      return connection;
    },
    database: async () => (await context.connection()).db,
    store: async () => {
      store ??= openObjectStore(context.config()).then((opened) => {
        toClose.push(async () => opened.close());
        return opened.store;
      });
      return store;
    },
    close: async () => {
      // A door that is still opening is closed too.
      await Promise.allSettled([connection, store]);
      for (const end of toClose.splice(0).toReversed()) await end();
    },
  };
  return context;
};
