import { Type } from '@sinclair/typebox';
import type { ObjectOptions, Static, TObject, TProperties, TSchema } from '@sinclair/typebox';

/** Who an account is inside its organisation; taken from the session only. */
export const ROLES = ['player', 'adviser', 'joker', 'sociologist', 'institution', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/**
 * What a route's rows are limited to: `own` the person of the session, `organisation` and `territory` those of the
 * session, `study` the territories a sociologist studies, `instance` the whole machine, `public` what anyone may read.
 */
export type Scope = 'own' | 'organisation' | 'territory' | 'study' | 'instance' | 'public';

/**
 * How a write is made repeatable: `key` by the header `Idempotency-Key` (a client UUID), `batch` by the body's
 * (device, seq), `session` for entering and leaving, which repeat harmlessly and answer with a cookie, `nothing` where
 * nothing is written.
 */
export type Mutation = 'key' | 'batch' | 'session' | 'nothing';

/** An answer that is not JSON. */
export type Binary = { readonly binary: string };
export const ARROW: Binary = { binary: 'application/vnd.apache.arrow.stream' };

type Answers = Readonly<Partial<Record<200 | 201 | 202, TSchema | Binary>>>;

/** One route: everything the server enforces and a client needs. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Under `/api/v1`, parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly scope: Scope;
  /** `anyone` needs no session. Every route is denied to whoever is not named. */
  readonly roles: readonly Role[] | 'anyone';
  readonly mutation?: Mutation;
  /** Exists only where the demo flag is set in the database. */
  readonly demoOnly?: boolean;
  /** Largest body in bytes; 256 KiB when absent. */
  readonly bodyLimit?: number;
  readonly multipart?: boolean;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  readonly responses: Answers;
};

/** Keeps the exact types of one route, so that handlers and clients are checked against it. */
export const defineRoute = <const R extends Route>(route: R): R => route;

export type ParamsOf<R> = R extends { params: infer S extends TSchema } ? Static<S> : undefined;
export type QueryOf<R> = R extends { query: infer S extends TSchema } ? Static<S> : undefined;
export type BodyOf<R> = R extends { body: infer S extends TSchema } ? Static<S> : undefined;
type AnswerOf<S> = S extends TSchema ? Static<S> : S extends Binary ? Uint8Array : never;
export type ResponseOf<R extends Route> = {
  [S in keyof R['responses']]: AnswerOf<R['responses'][S]>;
}[keyof R['responses']];

/** An object that refuses fields it does not name. */
export const closed = <P extends TProperties>(properties: P, options: ObjectOptions = {}): TObject<P> =>
  Type.Object(properties, { additionalProperties: false, ...options });

/** The prefix of every path of the contract. */
export const API_PREFIX = '/api/v1';
