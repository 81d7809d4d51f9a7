import { declareCrashPoint } from '../infra/crash-points.ts';
import type { Json, Next, Pipeline, Woken } from '../infra/pipeline.ts';

/** A step as the runners see it: JSON in, JSON out, so that it can also be an activity of Temporal. */
export type Step = (...args: never[]) => Promise<unknown>;

/** One kind of work with its steps bound: what a runner advances without knowing the types inside. */
export type Work = {
  readonly kind: string;
  readonly steps: Readonly<Record<string, Step>>;
  begin(subject: string): Json;
  advance(state: Json, woken?: Woken): Promise<{ state: Json; next: Next }>;
  /** Runs a save between the crash points `save:<kind>:before` and `:after`. */
  saving<T>(save: () => Promise<T>): Promise<T>;
};

/** Every kind of work a worker can do, by kind. */
export type Registry = Readonly<Record<string, Work>>;

/**
 * Binds a pipeline to its steps. Each step gets the crash points `step:<kind>.<name>`.
 *
 * @param steps what `create<X>Steps(deps)` answers: plain functions, no methods that need `this`
 */
export const defineWork = <Steps extends Readonly<Record<keyof Steps, Step>>, State extends Json>(
  pipeline: Pipeline<Steps, State>,
  steps: Steps,
): Work => {
  const guarded = Object.fromEntries(
    Object.entries<Step>(steps).map(([name, step]) => {
      const around = declareCrashPoint(`step:${pipeline.kind}.${name}`);
      return [name, (...args: never[]) => around(() => step(...args))];
    }),
  );
  return {
    kind: pipeline.kind,
    steps: guarded,
    begin: (subject) => pipeline.begin(subject),
    // The state was made by this pipeline and kept as JSON: only its type was forgotten.
    advance: (state, woken) => pipeline.advance(guarded as unknown as Steps, state as State, woken),
    saving: declareCrashPoint(`save:${pipeline.kind}`),
  };
};

/** Collects works into a registry. @throws Error when two have the same kind. */
export const registryOf = (...works: readonly Work[]): Registry => {
  const byKind = Object.fromEntries(works.map((work) => [work.kind, work]));
  if (Object.keys(byKind).length !== works.length) throw new Error('Two pipelines have the same kind.');
  return byKind;
};
