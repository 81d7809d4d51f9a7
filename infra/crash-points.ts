/** Called with the name of the point the process has reached. A test's hook kills the process, or throws. */
export type CrashHook = (name: string) => void;

const declared = new Set<string>();
let hook: CrashHook | null = null;

/**
 * Declares that the process can die just before and just after `place`, and answers the function that runs the work
 * between the two points. Call it once per place, where the door is defined, so that the list is known before any run.
 *
 * Places in use: `commit:<role>`, `put:<prefix>`, `delete:<prefix>`, `step:<kind>.<step>`, `save:<kind>`.
 */
export const declareCrashPoint = (place: string): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const before = `${place}:before`;
  const after = `${place}:after`;
  declared.add(before).add(after);
  return async (work) => {
    crashPoint(before);
    const result = await work();
    crashPoint(after);
    return result;
  };
};

/** Does nothing unless a hook is installed. @throws Error when the name was never declared: it could not be walked. */
export const crashPoint = (name: string): void => {
  if (hook === null) return;
  if (!declared.has(name)) throw new Error(`Crash point ${name} is reached but not declared.`);
  hook(name);
};

/** Every declared point, in alphabetical order: what a test walks. */
export const crashPoints = (): readonly string[] => [...declared].toSorted();

/** Installs the hook of a test; `null` takes it away. */
export const installCrashHook = (next: CrashHook | null): void => {
  hook = next;
};

/**
 * Makes the process kill itself, as by a power cut, at a point: `put:raw:after`, or `put:raw:after#3` for the third time
 * it is reached. For suites only, through JOKA_TEST_CRASH_AT.
 */
export const dieAt = (point: string): void => {
  const [name, times = '1'] = point.split('#');
  let left = Number(times);
  installCrashHook((reached) => {
    if (reached === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  });
};
