import { type Kysely, sql } from 'kysely';
import { type Clock, fixedClock } from '../../../infra/clock.ts';
import type { Tables } from '../../../infra/db/tables.ts';
import { cause } from '../../../workflows/outbox.ts';
import { defineWork, type Registry, registryOf } from '../../../workflows/work.ts';
import { testDatabase, type TestDatabase } from '../database.ts';
import { probePipeline } from './pipeline.ts';
import { createProbeSteps, createProbeTables } from './steps.ts';

/** The instant at which a test's set clock begins. */
export const START = Date.parse('2026-10-05T08:00:00Z');
export const HOUR = 3600_000;

export const causeProbe = (db: Kysely<Tables>, subject: string, clock: Clock): Promise<void> =>
  cause(db, { kind: 'probe-work', subject }, new Date(clock.now()));

export const probeRegistry = (db: Kysely<Tables>, clock: Clock, waitMs = HOUR, pages = 3): Registry =>
  registryOf(defineWork(probePipeline, createProbeSteps({ db, clock, waitMs, pages })));

/** A fresh database with the probe's tables, a set clock and its registry. */
export const probeWorld = async (pages = 3) => {
  const database: TestDatabase = await testDatabase();
  const { db, url } = database;
  const clock = fixedClock(START);
  await createProbeTables(url);
  return {
    db,
    url,
    clock,
    registry: probeRegistry(db.ops, clock, HOUR, pages),
    close: () => database.close(),
  };
};

/** The probe's marks of one subject, in order. */
export const effectsOf = async (db: Kysely<Tables>, subject: string): Promise<string[]> => {
  const { rows } = await sql<{
    effect: string;
  }>`SELECT effect FROM ops.probe_effects WHERE subject = ${subject} ORDER BY effect`.execute(db);
  return rows.map((row) => row.effect);
};

/** How often one step was executed for a subject. */
export const callsOf = async (db: Kysely<Tables>, subject: string, step: string): Promise<number> => {
  const { rows } = await sql<{
    n: number;
  }>`SELECT count(*) AS n FROM ops.probe_calls WHERE subject = ${subject} AND step = ${step}`.execute(db);
  return rows[0]?.n ?? 0;
};

export const runOf = (db: Kysely<Tables>, subject: string) =>
  db
    .selectFrom('ops.pipeline_runs as r')
    .innerJoin('ops.outbox as o', 'o.id', 'r.outbox_id')
    .select([
      'o.id',
      'r.status',
      'r.runner',
      'r.steps',
      'r.tries',
      'r.error_code',
      'r.error_message',
      'r.state',
    ])
    .select(['o.outcome', 'o.closed_at', 'r.wait_for', 'r.holder', 'o.attempt'])
    .where('r.subject', '=', subject)
    .orderBy('o.attempt', 'desc')
    .executeTakeFirstOrThrow();
