import { createPool } from '../child/pool.ts';
import type { Admitted, PhotoGate } from './gate.ts';
import { sniff } from './sniff.ts';

/** How hard the gate's child may work; the defaults are for one machine. */
export type GateOptions = {
  deadlineSeconds?: number;
  memoryMb?: number;
  queueLimit?: number;
  /** The child's program: another one only in tests of what happens when it hangs or dies. */
  entry?: URL;
};

/**
 * The gate with its decoder in one child process: capped in memory, killed when late, replaced after 200 pictures.
 *
 * Size and first bytes are checked before the child is troubled. The child starts with the first picture.
 */
export const createChildGate = (options: GateOptions = {}): PhotoGate => {
  const pool = createPool<{ bytes: Uint8Array; file: string }, Admitted>({
    entry: options.entry ?? new URL('decoding-child.ts', import.meta.url),
    place: 'the photo gate',
    size: 1,
    jobsPerChild: 200,
    queueLimit: options.queueLimit ?? 32,
    deadlineSeconds: options.deadlineSeconds ?? 20,
    memoryMb: options.memoryMb ?? 768,
  });
  return {
    async admit(bytes, file = 'photo') {
      sniff(bytes, file);
      return await pool.run({ bytes, file }, file);
    },
    close: () => pool.close(),
  };
};
