import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Working directory of `shared/peers/run.sh`, given as `npm run bench analytics WORKDIR [part,part]`: its data, and its log of the peers' steps. */
export const peers = process.argv[3] === undefined ? null : resolve(process.argv[3]);

type Step = { readonly step: string; readonly wall_s: number; readonly cpu_s: number; readonly note: string };
/** Steps of a peer by what their label holds: processor seconds together, and the notes, which hold the answers. */
export const peer = (label: RegExp): { cpu: number; wall: number; notes: string } | null => {
  const path = peers === null ? '' : join(peers, 'logs/steps.jsonl');
  if (!existsSync(path)) return null;
  const steps = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Step);
  const latest = new Map(steps.filter(({ step }) => label.test(step)).map((step) => [step.step, step]));
  if (latest.size === 0) return null;
  const sum = (of: (step: Step) => number): number =>
    [...latest.values()].reduce((total, step) => total + of(step), 0);
  return {
    cpu: sum((s) => s.cpu_s),
    wall: sum((s) => s.wall_s),
    notes: [...latest.values()].map((s) => s.note).join('; '),
  };
};
