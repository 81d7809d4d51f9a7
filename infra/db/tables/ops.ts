import type { Json } from '../../pipeline.ts';
import type { Generated, Instant, Int8, JsonColumn } from './column.ts';

/** Work to do and its state, quarantine, access log: migrations 002 and following. */
export type OpsTables = {
  'ops.outbox': {
    id: Generated<string>;
    kind: string;
    subject: string;
    attempt: Generated<number>;
    created_at: Generated<Instant>;
    started_at: Instant | null;
    closed_at: Instant | null;
    outcome: 'done' | 'failed' | 'cancelled' | null;
    again: Generated<number>;
    /** Migration 077. */
    paused_at: Instant | null;
  };
  'ops.pipeline_runs': {
    outbox_id: string;
    kind: string;
    subject: string;
    attempt: number;
    runner: 'inline' | 'temporal';
    state: JsonColumn<Json>;
    status: 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';
    wait_for: string | null;
    wait_until: Instant | null;
    steps: Generated<number>;
    tries: Generated<number>;
    error_code: string | null;
    error_message: string | null;
    started_at: Generated<Instant>;
    updated_at: Generated<Instant>;
    finished_at: Instant | null;
    holder: string | null;
    lease_until: Instant | null;
    again: Generated<number>;
  };
  'ops.signals': {
    id: Generated<string>;
    kind: string;
    subject: string;
    signal: string;
    value: JsonColumn<Json>;
    at: Generated<Instant>;
    consumed_at: Instant | null;
  };
  'ops.schedules': {
    name: string;
    kind: string;
    subject: string;
    cron: string;
    enabled: Generated<boolean>;
    last_fired_at: Instant | null;
  };
  'ops.quarantine': {
    id: Generated<string>;
    entry: 'feed' | 'photo' | 'batch' | 'form' | 'file';
    source: string;
    place: string;
    code: string;
    message: string;
    remedy: string;
    object_key: string | null;
    kind: string | null;
    subject: string | null;
    state: Generated<'held' | 'retried' | 'released' | 'dropped'>;
    tries: Generated<number>;
    at: Generated<Instant>;
    updated_at: Generated<Instant>;
  };
  'ops.access_log': {
    id: Generated<Int8>;
    at: Generated<Instant>;
    actor: string;
    action: string;
    purpose: string | null;
    object: string;
  };
};
