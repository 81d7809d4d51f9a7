import { type Kysely, sql } from 'kysely';
import { JokaError } from '../../../game/errors.ts';
import type { Clock } from '../../../infra/clock.ts';
import { openClient } from '../../../infra/db/pool.ts';
import type { Tables } from '../../../infra/db/tables.ts';
import type { ProbeSteps } from './pipeline.ts';

/** The tables the probe marks: `calls` counts every execution of a step, `effects` only what it changed. */
export const createProbeTables = async (url: string): Promise<void> => {
  const client = await openClient(url);
  await client.query(`
    CREATE TABLE ops.probe_effects (subject text, effect text, PRIMARY KEY (subject, effect));
    CREATE TABLE ops.probe_calls (id bigserial, subject text, step text);`);
  await client.end();
};

export type ProbeDeps = { db: Kysely<Tables>; clock: Clock; waitMs: number; pages: number };

/** Steps of the probe over real tables. */
export const createProbeSteps = ({ db, clock, waitMs, pages }: ProbeDeps): ProbeSteps => {
  const called = async (subject: string, step: string): Promise<number> => {
    await sql`INSERT INTO ops.probe_calls (subject, step) VALUES (${subject}, ${step})`.execute(db);
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*) AS n FROM ops.probe_calls WHERE subject = ${subject} AND step = ${step}`.execute(db);
    return rows[0]?.n ?? 0;
  };
  const mark = async (subject: string, effect: string): Promise<void> => {
    await sql`INSERT INTO ops.probe_effects VALUES (${subject}, ${effect}) ON CONFLICT DO NOTHING`.execute(
      db,
    );
  };
  return {
    open: async (subject) => {
      await called(subject, 'open');
      await mark(subject, 'opened');
      return { until: new Date(clock.now() + waitMs).toISOString() };
    },
    page: async (subject, page) => {
      await called(subject, 'page');
      await mark(subject, `page ${page}`);
      return { more: page + 1 < pages };
    },
    fragile: async (subject) => {
      const calls = await called(subject, 'fragile');
      if (subject.startsWith('poison')) throw new JokaError('PHOTO_NOT_AN_IMAGE', { file: 'poster.jpg' });
      if (subject.startsWith('broken')) throw new JokaError('STORE_KEY_INVALID', { key: 'no/such' });
      if (subject.startsWith('crashing')) throw new TypeError('at 50.42371 in cell 8b1944d4b2c8fff');
      const failures = Number(/^unreliable:(\d+)/.exec(subject)?.[1] ?? 0);
      if (calls <= failures)
        throw new JokaError('STORE_UNAVAILABLE', { where: 'memory', key: 'k', reason: 'test' });
      return null;
    },
    finish: async (subject, verdict) => {
      await called(subject, 'finish');
      await mark(subject, `finished ${JSON.stringify(verdict)}`);
      return null;
    },
  };
};
