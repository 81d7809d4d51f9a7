/** A stream of random numbers that depends on its seed only. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Integer in [low, high], both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Standard normal (Box and Muller). */
  normal(): number;
  /** @throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** Index drawn with probability proportional to its weight. */
  weighted(weights: readonly number[]): number;
  shuffled<T>(list: readonly T[]): T[];
  /** An independent stream: adding draws in one part of the town changes no other part. */
  fork(name: string): Random;
  /** A version-4 UUID made from this stream. */
  uuid(): string;
};

/** FNV-1a with a final mix, 32 bits: turns a seed text into generator state. */
const hash = (text: string, salt: number): number => {
  let h = (2_166_136_261 ^ salt) >>> 0;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85_eb_ca_6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2_b2_ae_35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
};

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes BigCrush. */
const sfc32 = (seed: string): (() => number) => {
  let a = hash(seed, 1);
  let b = hash(seed, 2);
  let c = hash(seed, 3);
  let counter = 1;
  const step = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 15; i += 1) step();
  return step;
};

const hex = (value: number, width: number): string => value.toString(16).padStart(width, '0');

/** Random numbers from a seed text. Same seed, same numbers, on every machine. */
export const createRandom = (seed: string): Random => {
  const next = sfc32(seed);
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    const found = list[integer(0, list.length - 1)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  return {
    next,
    integer,
    pick,
    between: (low, high) => low + next() * (high - low),
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, w) => sum + w, 0);
      for (let i = 0; i < weights.length; i += 1) {
        left -= weights[i] ?? 0;
        if (left < 0) return i;
      }
      return weights.length - 1;
    },
    shuffled: <T>(list: readonly T[]) => {
      const copy = [...list];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = integer(0, i);
        const held = copy[i] as T;
        copy[i] = copy[j] as T;
        copy[j] = held;
      }
      return copy;
    },
    fork: (name) => createRandom(`${seed}/${name}`),
    uuid: () => {
      const word = (): number => Math.floor(next() * 4_294_967_296);
      const [p, q, r, s] = [word(), word(), word(), word()];
      return [
        hex(p, 8),
        hex(q >>> 16, 4),
        hex(0x4000 | (q & 0x0fff), 4),
        hex(0x8000 | ((r >>> 16) & 0x3fff), 4),
        hex(r & 0xffff, 4) + hex(s, 8),
      ].join('-');
    },
  };
};
