import type { Contract } from '../../game/offer.ts';
import type { Employer } from '../offers/employers.ts';
import type { Point } from '../plan/projection.ts';
import type { Random } from '../random.ts';
import type { Stance } from './camera.ts';

/** What a window poster really says: the truth that reading it is measured against. */
export type PosterTruth = {
  readonly title: string;
  readonly rome: string;
  readonly tradeLabel: string;
  readonly employer: string;
  readonly contract: Contract;
  readonly hours: string | null;
  readonly salary: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string;
};

/** How the sheet looks and how it is photographed. */
export type PosterStyle = {
  readonly hand: 'bold' | 'typed' | 'handwritten';
  readonly paper: string;
  readonly ink: string;
  readonly stance: Stance;
  /** Blur of the photo in pixels. */
  readonly blur: number;
};

/** A poster in a shop window. */
export type Poster = {
  readonly id: string;
  readonly employer: Employer;
  /** Where one stands to photograph it. */
  readonly place: Point;
  /** Lines of the sheet, top to bottom, as written. */
  readonly lines: readonly string[];
  readonly truth: PosterTruth;
  readonly style: PosterStyle;
};

const CONTRACT_WORDS: Readonly<Partial<Record<Contract, readonly string[]>>> = {
  cdi: ['CDI', 'en CDI', 'Contrat CDI'],
  cdd: ['CDD 6 mois', 'en CDD', 'CDD 3 mois'],
  apprenticeship: ['Contrat en apprentissage', 'Apprentissage'],
};
const HOURS = [
  '35h / semaine',
  'Temps plein 35h',
  'Temps partiel 24h',
  '30h par semaine',
  'Week-end et soirs',
];
const SALARIES = ['SMIC', '1 850 € brut', '1 900 € brut par mois', '12,20 € / heure'];
const OPENINGS = [
  'RECRUTE',
  'ON EMBAUCHE',
  'CHERCHE',
  'OFFRE D’EMPLOI'.replace('’', "'"),
  'Nous recherchons',
];
const ENDINGS = [
  'Débutant accepté',
  'Se présenter avec CV',
  'Poste à pourvoir de suite',
  'Formation assurée',
];
const PAPERS = [
  ['#fbfaf6', '#1b1b1f'],
  ['#fff6b8', '#1d2440'],
  ['#f4f7fb', '#17307a'],
  ['#fdf1ee', '#8e1420'],
  ['#e9f6ea', '#123a1e'],
] as const;

const sheet = (truth: PosterTruth, poster: string, words: string, random: Random): string[] => [
  random.pick(OPENINGS),
  poster,
  words,
  ...(truth.hours === null ? [] : [truth.hours]),
  ...(truth.salary === null ? [] : [`Salaire : ${truth.salary}`]),
  random.pick(ENDINGS),
  ...(truth.phone === null ? [] : [`Tél. ${truth.phone}`]),
  ...(truth.email === null ? [] : [truth.email]),
  truth.employer,
  truth.address,
];

/** One poster for each of the first `count` shops: varied in wording, paper, hand and stance. */
export const createPosters = (employers: readonly Employer[], count: number, random: Random): Poster[] => {
  const shops = employers.filter((e) => e.shop);
  const step = Math.max(1, Math.floor((shops.length - 3) / Math.max(1, count - 3)));
  const chosen = [...shops.slice(0, 3), ...shops.slice(3).filter((_, i) => i % step === 0)].slice(0, count);
  return chosen.map((employer, i) => {
    const draw = random.fork(employer.id);
    const { trade } = employer;
    const contract: Contract = trade.poster.startsWith('APPRENTI')
      ? 'apprenticeship'
      : draw.chance(0.6)
        ? 'cdi'
        : 'cdd';
    const byPhone = draw.chance(0.75);
    const truth: PosterTruth = {
      title: trade.poster,
      rome: trade.rome,
      tradeLabel: trade.label,
      employer: employer.name,
      contract,
      hours: draw.chance(0.75) ? draw.pick(HOURS) : null,
      salary: draw.chance(0.4) ? draw.pick(SALARIES) : null,
      phone: byPhone ? employer.phone : null,
      email: !byPhone || draw.chance(0.25) ? employer.email : null,
      address: employer.address,
    };
    const [paper, ink] = draw.pick(PAPERS);
    const hand = i % 5 === 3 ? 'handwritten' : i % 2 === 0 ? 'bold' : 'typed';
    const stance: Stance = i < 3 ? 'frontal' : i % 4 === 2 ? 'askew' : 'mild';
    const words = draw.pick(CONTRACT_WORDS[contract] ?? ['CDD']);
    return {
      id: employer.id,
      employer,
      place: employer.door,
      lines: sheet(truth, trade.poster, words, draw),
      truth,
      style: { hand, paper, ink, stance, blur: stance === 'frontal' ? 0.6 : draw.between(0.6, 1.3) },
    };
  });
};
