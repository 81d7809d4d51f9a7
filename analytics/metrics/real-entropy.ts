import { lempelZivEntropies } from './lempel-ziv.ts';
import type { Metric, Relation } from './metric.ts';
import { WHOLE_DAYS } from './need.ts';
import { predictabilityOf } from './predictability-of.ts';

/** Sequences of places in the order of stays, one per unit. */
const SEQUENCES: Relation = {
  name: 'sequences',
  pass: {
    input: () => 'SELECT g, place::DOUBLE AS place FROM unit_stays ORDER BY g, first_ms, last_ms, place',
    shape: [
      ['g', 'INTEGER'],
      ['visits', 'INTEGER'],
      ['places', 'INTEGER'],
      ['bits', 'DOUBLE'],
      ['predictability', 'DOUBLE'],
    ],
    run: ({ g = new Int32Array(), place = new Float64Array() }) => {
      const found = lempelZivEntropies(g, place);
      return {
        g: found.g,
        visits: found.n,
        places: found.letters,
        bits: found.bits,
        predictability: found.bits.map((bits, i) => predictabilityOf(bits, found.letters[i] ?? 0)),
      };
    },
  },
};

/**
 * Real entropy of the sequence of places, Lempel-Ziv: n log2 n / Σ Λ_i. Unit: bits. One visit: 0. It counts order as well
 * as frequency, is biased upward in short sequences, and so stands beside `stays`. scikit-mobility's takes cubic time, this
 * one linear: a suffix automaton. Source: Kontoyiannis et al. 1998, Song et al. 2010; A06, A16.
 */
export const realEntropy: Metric = {
  name: 'real_entropy_bits',
  unit: 'bits',
  type: 'DOUBLE',
  label: { fr: 'Entropie réelle', en: 'Real entropy' },
  definition:
    'n log2 n / Σ Λ over the sequence of places: Λ the length of the shortest run from i not seen before i; 0 with one visit.',
  source: 'Song et al. 2010; estimator as in scikit-mobility individual.py, in linear time',
  need: WHOLE_DAYS,
  absent: 'no_stay',
  from: SEQUENCES,
  value: 't.bits',
};

/**
 * Predictability Π: the share of visits that the best predictor could name, by Fano’s inequality from the real entropy and the
 * number of places. Unit: share. One place: 1. Source: Song et al. 2010; HuMobi.
 */
export const predictability: Metric = {
  name: 'predictability',
  unit: 'share',
  type: 'DOUBLE',
  label: { fr: 'Prévisibilité', en: 'Predictability' },
  definition:
    'Π with S = −Π log2 Π − (1−Π) log2(1−Π) + (1−Π) log2(N−1), S the real entropy, N the places; 1 with one place.',
  source: 'Song et al. 2010; HuMobi',
  need: WHOLE_DAYS,
  absent: 'no_stay',
  from: SEQUENCES,
  value: 't.predictability',
};
