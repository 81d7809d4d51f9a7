import { declare, mutations } from './declare.ts';

export const OPS_CATALOGUE = {
  // Subjects are ids of rows; for batches, of a player.
  'ops.outbox': declare('ops', 'until the subject is erased', {
    none: 'id kind attempt created_at started_at closed_at outcome again paused_at',
    personal: 'subject',
  }),
  'ops.pipeline_runs': declare('ops', 'until the subject is erased', {
    none: 'outbox_id kind attempt runner state status wait_for wait_until steps tries error_code error_message started_at updated_at finished_at holder lease_until again',
    personal: 'subject',
  }),
  'ops.signals': declare('ops', 'until the subject is erased', {
    none: 'id kind signal value at consumed_at',
    personal: 'subject',
  }),
  'ops.schedules': declare('ops', 'as long as the instance', {
    none: 'name kind subject cron enabled last_fired_at',
  }),
  'ops.quarantine': declare('ops', 'until it is released or dropped', {
    none: 'id entry source place code message remedy object_key kind state tries at updated_at',
    personal: 'subject',
  }),
  'ops.access_log': declare('ops', 'one year', { none: 'id at action purpose object', personal: 'actor' }),
  'ops.demo_town': declare('ops', 'as long as the demo; nobody in it exists', {
    none: 'territory variant seed first_end played_until counts',
  }),
  'ops.mutations': mutations('ops'),
};
