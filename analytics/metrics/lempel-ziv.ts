/**
 * A suffix automaton of a growing word over small numbers: the smallest machine that knows every substring, extended by
 * one letter in amortised constant time. Edges are linked lists in typed arrays, the root's a direct table. Source:
 * Blumer et al. 1985.
 */
class SuffixAutomaton {
  readonly length: Int32Array;
  readonly link: Int32Array;
  readonly #head: Int32Array;
  readonly #next: Int32Array;
  readonly #letter: Int32Array;
  readonly #target: Int32Array;
  readonly #root: Int32Array;
  #states = 0;
  #edges = 0;
  #last = 0;

  constructor(longest: number, letters: number) {
    this.length = new Int32Array(2 * longest + 2);
    this.link = new Int32Array(2 * longest + 2);
    this.#head = new Int32Array(2 * longest + 2);
    this.#next = new Int32Array(4 * longest + 4);
    this.#letter = new Int32Array(4 * longest + 4);
    this.#target = new Int32Array(4 * longest + 4);
    this.#root = new Int32Array(letters);
  }

  clear(): void {
    this.#root.fill(-1);
    this.link[0] = -1;
    this.length[0] = 0;
    this.#states = 1;
    this.#edges = 0;
    this.#last = 0;
  }

  #edge(state: number, letter: number): number {
    let edge = this.#head[state] ?? -1;
    while (edge >= 0 && this.#letter[edge] !== letter) edge = this.#next[edge] ?? -1;
    return edge;
  }

  /** Where a letter leads from a state, −1 nowhere. */
  step(state: number, letter: number): number {
    if (state === 0) return this.#root[letter] ?? -1;
    const edge = this.#edge(state, letter);
    return edge < 0 ? -1 : (this.#target[edge] ?? -1);
  }

  #lead(state: number, letter: number, target: number): void {
    if (state === 0) {
      this.#root[letter] = target;
      return;
    }
    let edge = this.#edge(state, letter);
    if (edge < 0) {
      edge = this.#edges;
      this.#edges += 1;
      this.#letter[edge] = letter;
      this.#next[edge] = this.#head[state] ?? -1;
      this.#head[state] = edge;
    }
    this.#target[edge] = target;
  }

  #state(length: number): number {
    const state = this.#states;
    this.#states += 1;
    this.length[state] = length;
    this.#head[state] = -1;
    return state;
  }

  extend(letter: number): void {
    const state = this.#state((this.length[this.#last] ?? 0) + 1);
    let p = this.#last;
    while (p >= 0 && this.step(p, letter) < 0) {
      this.#lead(p, letter, state);
      p = this.link[p] ?? -1;
    }
    this.#last = state;
    if (p < 0) {
      this.link[state] = 0;
      return;
    }
    const q = this.step(p, letter);
    if (this.length[q] === (this.length[p] ?? 0) + 1) {
      this.link[state] = q;
      return;
    }
    const clone = this.#state((this.length[p] ?? 0) + 1);
    for (let edge = this.#head[q] ?? -1; edge >= 0; edge = this.#next[edge] ?? -1)
      this.#lead(clone, this.#letter[edge] ?? 0, this.#target[edge] ?? 0);
    this.link[clone] = this.link[q] ?? 0;
    this.link[q] = clone;
    this.link[state] = clone;
    while (p >= 0 && this.step(p, letter) === q) {
      this.#lead(p, letter, clone);
      p = this.link[p] ?? -1;
    }
  }
}

/**
 * Σ Λ of a sequence of whole numbers below `letters`: Λ of the first is 1, of the last 2, of another i the length of the
 * shortest substring that begins at i and is not in what came before i, one more where that substring reaches the end.
 * Linear in the length: what i shares with the past is at least what i − 1 shared, less one.
 */
export const lempelZivSum = (sequence: Int32Array, automaton: SuffixAutomaton): number => {
  const n = sequence.length;
  let sum = n > 1 ? 3 : 1;
  let state = 0;
  let matched = 0;
  automaton.clear();
  for (let i = 1; i < n - 1; i += 1) {
    automaton.extend(sequence[i - 1] ?? 0);
    if (matched > 0) matched -= 1;
    while (state > 0 && (automaton.length[automaton.link[state] ?? 0] ?? 0) >= matched)
      state = automaton.link[state] ?? 0;
    while (i + matched < n - 1) {
      const next = automaton.step(state, sequence[i + matched] ?? 0);
      if (next < 0) break;
      state = next;
      matched += 1;
    }
    sum += i + matched === n - 1 ? n - i + 1 : matched + 1;
  }
  return sum;
};

/** Lempel-Ziv entropy n log2 n / ΣΛ of each run of `g` in bits, letters numbered from 0 within the run. */
export const lempelZivEntropies = (
  g: ArrayLike<number | bigint>,
  places: ArrayLike<number | bigint>,
): { g: Int32Array; n: Int32Array; letters: Int32Array; bits: Float64Array } => {
  const starts: number[] = [];
  for (let i = 0; i < g.length; i += 1) if (i === 0 || g[i] !== g[i - 1]) starts.push(i);
  let longest = 0;
  for (const [k, from] of starts.entries()) longest = Math.max(longest, (starts[k + 1] ?? g.length) - from);
  const automaton = new SuffixAutomaton(longest, Math.max(1, longest));
  const result = {
    g: new Int32Array(starts.length),
    n: new Int32Array(starts.length),
    letters: new Int32Array(starts.length),
    bits: new Float64Array(starts.length),
  };
  const sequence = new Int32Array(longest);
  for (const [k, from] of starts.entries()) {
    const n = (starts[k + 1] ?? g.length) - from;
    const letters = new Map<number | bigint, number>();
    for (let i = 0; i < n; i += 1) {
      const place = places[from + i] ?? 0;
      let letter = letters.get(place);
      if (letter === undefined) letters.set(place, (letter = letters.size));
      sequence[i] = letter;
    }
    result.g[k] = Number(g[from]);
    result.n[k] = n;
    result.letters[k] = letters.size;
    result.bits[k] = n < 2 ? 0 : (n * Math.log2(n)) / lempelZivSum(sequence.subarray(0, n), automaton);
  }
  return result;
};
