import type { Metric } from './metric.ts';
import { ANY } from './need.ts';
import { VISITS } from './visits.ts';

const base = { need: ANY, absent: 'no_stay', from: VISITS, type: 'DOUBLE' } as const;

/** Random entropy log2 N, N places. Unit: bits. One place: 0. Source: Song et al. 2010; A04. */
export const randomEntropy: Metric = {
  ...base,
  name: 'random_entropy_bits',
  unit: 'bits',
  label: { fr: 'Entropie aléatoire', en: 'Random entropy' },
  definition: 'log2 N, N distinct places; 0 with one place.',
  source: 'Song et al. 2010; scikit-mobility individual.py',
  value: 't.random_bits',
};

/** Uncorrelated entropy −Σ p log2 p, p the share of visits. Unit: bits; bandicoot, RAPIDS and Jasmine give nats. A05. */
export const visitEntropy: Metric = {
  ...base,
  name: 'visit_entropy_bits',
  unit: 'bits',
  label: { fr: 'Entropie des visites', en: 'Entropy of visits' },
  definition: '−Σ p log2 p over places, p the share of visits; 0 with one place.',
  source: 'uncorrelated entropy, Song et al. 2010; scikit-mobility individual.py',
  value: 't.visit_bits',
};

/** The same ÷ log2 N: 1 when every place is visited as often, 0 with one place. A05. */
export const visitEvenness: Metric = {
  ...base,
  name: 'visit_evenness',
  unit: 'share',
  label: { fr: 'Équilibre des visites', en: 'Evenness of visits' },
  definition: 'Entropy of visits ÷ log2 N, 0 to 1; 0 with one place.',
  source: 'normalised uncorrelated entropy, scikit-mobility individual.py',
  value: 'CASE WHEN t.places = 1 THEN 0.0 ELSE t.visit_bits / t.random_bits END',
};

/** Share of visits at the most visited place. */
export const topVisitShare: Metric = {
  ...base,
  name: 'top_place_visit_share',
  unit: 'share',
  label: { fr: 'Part des visites au lieu principal', en: 'Share of visits at the main place' },
  definition: 'Visits to the most visited place ÷ all visits.',
  source: 'location frequency, scikit-mobility individual.py',
  value: 't.top_share',
};
