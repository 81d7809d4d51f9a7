import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { readInstance } from '../accounts/instance.ts';
import type { AppDeps } from '../deps.ts';

/** A key that no object has: asking for it shows whether the store answers. */
const NOWHERE = `photos/${'0'.repeat(64)}.jpg`;

/** `/healthz`: the process answers. `/readyz`: its database, its objects and its instance are there, else 503. */
export const installHealth = (app: FastifyInstance, { db, store }: AppDeps): void => {
  const works = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch {
      return false;
    }
  };
  app.get('/healthz', { schema: { hide: true } }, () => ({ alive: true }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const database = await works(() => sql`SELECT 1`.execute(db.game));
    const objects = await works(() => store.head(NOWHERE));
    const instance = database && (await readInstance(db.idp).catch(() => null)) !== null;
    const ready = database && objects && instance;
    return reply.code(ready ? 200 : 503).send({ ready, database, objects, instance });
  });
};
