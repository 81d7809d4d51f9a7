import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { ERRORS, type ErrorCode, JokaError } from '../../game/errors.ts';
import type { ErrorDetails } from '../../game/errors/registry.ts';

const isCode = (type: string | null | undefined): type is ErrorCode =>
  typeof type === 'string' && type in ERRORS;

/** The JokaError that a step threw in its activity, so that a pipeline catches the same thing under both runners. */
export const asJokaError = (error: unknown, kind: string): unknown => {
  if (!(error instanceof ActivityFailure)) return error;
  const { cause } = error;
  if (cause instanceof ApplicationFailure && isCode(cause.type))
    return new JokaError(cause.type, (cause.details?.[0] ?? {}) as ErrorDetails);
  return new JokaError('RUN_STEP_CRASHED', { kind, reason: cause?.name ?? 'activity failed' });
};
