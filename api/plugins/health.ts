import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { readInstance } from '../accounts/instance.ts';
import type { AppDeps } from '../deps.ts';

/** An object that is written and taken away to see that the store can: the key of its bytes. */
const PROBE = new TextEncoder().encode('ready?');
const PROBE_KEY = 'raw/readiness/d853c403e168ae0b4b5b0ddfd165710fc9b64316311d528f006d43f6ec235661.bin';

const works = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch {
    return false;
  }
};

/**
 * `/healthz`: the process answers. `/readyz`: whether this process can serve: its database answers, its object store can
 * be written, its instance is there, else 503. Beside them, without a say in it since people can be served meanwhile:
 * `worker`, whether any process does the pipelines' work; `temporal`, whether the configured server can be reached, null
 * without one.
 */
export const installHealth = (app: FastifyInstance, { db, store, probes }: AppDeps): void => {
  app.get('/healthz', { schema: { hide: true } }, () => ({ alive: true }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const database = await works(() => sql`SELECT 1`.execute(db.game));
    const objects = await works(async () => {
      await store.put(PROBE_KEY, PROBE);
      await store.delete(PROBE_KEY);
    });
    const instance = database && (await readInstance(db.idp).catch(() => null)) !== null;
    const worker = await works(async () => {
      const { rows } = await sql<{ n: number }>`SELECT ops.workers_connected() AS n`.execute(db.ops);
      if ((rows[0]?.n ?? 0) === 0) throw new Error('no worker');
    });
    const temporal = probes?.temporal === undefined ? null : await works(probes.temporal);
    const ready = database && objects && instance;
    return reply.code(ready ? 200 : 503).send({ ready, database, objects, instance, worker, temporal });
  });
};
