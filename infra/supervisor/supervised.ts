/** What a child says to the supervisor once it works. */
export type Ready = { readonly ready: true; readonly details: Readonly<Record<string, string | number>> };

/**
 * The child's side of the supervisor, for `api/main.ts` and `workflows/worker.ts`. `stop` runs once: on SIGTERM, on
 * SIGINT, or when the supervisor is gone (killed -9), so that no orphan stays. The process ends when it is over.
 */
export const onStop = (stop: () => Promise<void>): void => {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
};

/** Tells the supervisor, if there is one, that this process now works: where it listens, for example. */
export const sayReady = (details: Ready['details'] = {}): void => {
  const message: Ready = { ready: true, details };
  process.send?.(message);
};
