import { ACCOUNT_ERRORS } from './errors/accounts.ts';
import { CONFIG_ERRORS } from './errors/config.ts';
import { DATABASE_ERRORS } from './errors/database.ts';
import { FEED_ERRORS } from './errors/feeds.ts';
import { LAB_ERRORS } from './errors/lab.ts';
import { PHOTO_ERRORS } from './errors/photos.ts';
import { PIPELINE_ERRORS } from './errors/pipelines.ts';
import { PLAY_ERRORS } from './errors/play.ts';
import type { ErrorDetails, ErrorSpec } from './errors/registry.ts';
import { REQUEST_ERRORS } from './errors/requests.ts';
import { STORE_ERRORS } from './errors/store.ts';
import { STUDY_ERRORS } from './errors/study.ts';
import { TOWN_ERRORS } from './errors/town.ts';
import { TRACE_ERRORS } from './errors/traces.ts';

/** Every error Joka raises on purpose, by code. `docs/errors.md` is generated from it. */
export const ERRORS = {
  ...CONFIG_ERRORS,
  ...STORE_ERRORS,
  ...DATABASE_ERRORS,
  ...FEED_ERRORS,
  ...PHOTO_ERRORS,
  ...TRACE_ERRORS,
  ...ACCOUNT_ERRORS,
  ...REQUEST_ERRORS,
  ...PLAY_ERRORS,
  ...STUDY_ERRORS,
  ...LAB_ERRORS,
  ...PIPELINE_ERRORS,
  ...TOWN_ERRORS,
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

const fill = (template: string, details: ErrorDetails): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(details[key] ?? `(no ${key})`));

/** A failure with a code of the registry. `message` is the filled sentence; `details` says where. */
export class JokaError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(fill(ERRORS[code].message, details), cause === undefined ? undefined : { cause });
    this.name = 'JokaError';
    this.code = code;
    this.details = details;
  }

  get spec(): ErrorSpec {
    return ERRORS[this.code];
  }
}
