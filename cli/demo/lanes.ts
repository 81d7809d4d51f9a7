/**
 * Works through `items` in `lanes` at a time; items of one key keep their order, one after the other.
 * The first failure stops all lanes and is thrown.
 */
export const inLanes = async <T>(
  items: readonly T[],
  lanes: number,
  key: (item: T) => number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const byKey = new Map<number, T[]>();
  for (const item of items) {
    const queue = byKey.get(key(item));
    if (queue === undefined) byKey.set(key(item), [item]);
    else queue.push(item);
  }
  const queues = [...byKey.values()];
  let stopped = false;
  const lane = async (): Promise<void> => {
    for (let queue = queues.shift(); queue !== undefined && !stopped; queue = queues.shift())
      for (const item of queue)
        try {
          if (!stopped) await work(item);
        } catch (error) {
          stopped = true;
          throw error;
        }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
