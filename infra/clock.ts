/** The only source of the present. Instants in milliseconds since 1970, UTC. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands where it is put: for tests and for the generated town's past weeks. */
export const fixedClock = (at: number): Clock & { set(at: number): void } => {
  let now = at;
  return {
    now: () => now,
    set: (next) => {
      now = next;
    },
  };
};
