import type { ErrorSpec } from './registry.ts';

/** Failures of pipelines, their runners and their schedules. */
export const PIPELINE_ERRORS = {
  RUN_UNKNOWN_KIND: {
    status: 500,
    kind: 'terminal',
    message: 'No pipeline of kind {kind} is known to this worker (outbox row {outbox}).',
    remedy: 'Start the version of Joka that wrote the row, or cancel it: joka runs cancel {outbox}.',
  },
  RUN_SUPERSEDED: {
    status: 409,
    kind: 'terminal',
    message: 'The run {outbox} of {kind} is now advanced by another runner, or was cancelled.',
    remedy: 'Nothing to do: the other runner goes on from the last saved state.',
  },
  RUN_STEP_CRASHED: {
    status: 500,
    kind: 'transient',
    message: 'A step of {kind} failed without a code: {reason}.',
    remedy: 'See the worker log; after the cause is gone: joka runs retry <run>.',
  },
  RUN_NOT_FOUND: {
    status: 404,
    kind: 'terminal',
    message: 'There is no run {run}.',
    remedy: 'List the runs with: joka runs.',
  },
  RUN_NOT_FINISHED: {
    status: 409,
    kind: 'terminal',
    message: 'The run {run} is {status}; only a failed or cancelled run is tried again.',
    remedy: 'Wait for it, or cancel it first: joka runs cancel {run}.',
  },
  RUN_ALREADY_CLOSED: {
    status: 409,
    kind: 'terminal',
    message: 'The run {run} is already {status}.',
    remedy: 'Nothing to cancel; a failed run is tried again with: joka runs retry {run}.',
  },
  RUNNER_NOT_CONNECTED: {
    status: 500,
    kind: 'terminal',
    message: 'The inline runner was started without the address of its database.',
    remedy: 'Give createInlineRunner the connection string; draining in-process needs none.',
  },
  SCHEDULE_BAD_CRON: {
    status: 400,
    kind: 'terminal',
    message: 'The schedule {name} has the cron expression "{cron}", which cannot be read.',
    remedy: 'Write five fields (minute hour day month weekday, UTC), as in "*/15 * * * *".',
  },
  TEMPORAL_UNREACHABLE: {
    status: 503,
    kind: 'transient',
    message: 'The Temporal server at {address} does not answer: {reason}.',
    remedy: 'Start one with: npm run temporal. Or unset JOKA_TEMPORAL_ADDRESS to run pipelines inline.',
  },
  TEMPORAL_NO_SERVER: {
    status: 500,
    kind: 'terminal',
    message: 'No Temporal server can be started here: {reasons}.',
    remedy: 'Install the temporal command, or Go 1.23 or later; without either, pipelines run inline.',
  },
} as const satisfies Record<string, ErrorSpec>;
