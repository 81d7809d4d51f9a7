/** Wall and processor time of one run in milliseconds. */
export type Timed = { readonly ms: number; readonly cpu: number };
export const time = async (work: () => unknown): Promise<Timed> => {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const used = process.cpuUsage(cpu);
  return { ms: performance.now() - start, cpu: (used.user + used.system) / 1000 };
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Runs of several pieces of work in turn, so that what disturbs the machine disturbs all: medians of wall and processor time. */
export const alternate = async (runs: number, ...works: (() => unknown)[]): Promise<Timed[]> => {
  const times = works.map(() => [] as Timed[]);
  for (let run = 0; run < runs; run += 1)
    for (const [i, work] of works.entries()) times[i]?.push(await time(work));
  return times.map((all) => ({
    ms: median(all.map(({ ms }) => ms)),
    cpu: median(all.map(({ cpu }) => cpu)),
  }));
};
