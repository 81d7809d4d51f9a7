import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import { declareCrashPoint } from '../crash-points.ts';

type Around = <T>(work: () => Promise<T>) => Promise<T>;

const WRITES = /^\s*(insert|update|delete|merge|with[\s\S]*\b(insert|update|delete)\b)/i;

/** A connection that knows whether a statement of its own is a commit: a write outside any transaction. */
class WatchedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  readonly #around: Around;
  inTransaction = false;

  constructor(inner: DatabaseConnection, around: Around) {
    this.inner = inner;
    this.#around = around;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const run = (): Promise<QueryResult<R>> => this.inner.executeQuery<R>(query);
    return this.inTransaction || !WRITES.test(query.sql) ? run() : this.#around(run);
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize);
  }
}

const watchedDriver = (driver: Driver, around: Around): Driver => {
  const inner = (connection: DatabaseConnection): DatabaseConnection =>
    connection instanceof WatchedConnection ? connection.inner : connection;
  const within = (connection: DatabaseConnection, inTransaction: boolean): void => {
    if (connection instanceof WatchedConnection) connection.inTransaction = inTransaction;
  };
  return {
    init: () => driver.init(),
    destroy: () => driver.destroy(),
    acquireConnection: async () => new WatchedConnection(await driver.acquireConnection(), around),
    releaseConnection: (connection) => driver.releaseConnection(inner(connection)),
    beginTransaction: async (connection, settings) => {
      await driver.beginTransaction(inner(connection), settings);
      within(connection, true);
    },
    commitTransaction: async (connection) => {
      await around(() => driver.commitTransaction(inner(connection)));
      within(connection, false);
    },
    rollbackTransaction: async (connection) => {
      await driver.rollbackTransaction(inner(connection));
      within(connection, false);
    },
    savepoint: async (connection, name, compile) => driver.savepoint?.(inner(connection), name, compile),
    rollbackToSavepoint: async (connection, name, compile) =>
      driver.rollbackToSavepoint?.(inner(connection), name, compile),
    releaseSavepoint: async (connection, name, compile) =>
      driver.releaseSavepoint?.(inner(connection), name, compile),
  };
};

/** The dialect with the crash points `commit:<role>` around every commit, a single writing statement included. */
export const withCrashPoints = (dialect: Dialect, role: string): Dialect => {
  const around = declareCrashPoint(`commit:${role}`);
  return {
    createDriver: () => watchedDriver(dialect.createDriver(), around),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
};
