import type { Demand, Experience } from '../../../game/offer.ts';
import type { Facts } from '../../offers/facts.ts';
import { readDuration } from '../../offers/sense/contract-words.ts';
import type { FranceTravailOffer } from './schema.ts';

const EXPERIENCE: Readonly<Record<string, Experience>> = { D: 'beginner', S: 'wished', E: 'required' };
const DEMAND: Readonly<Record<string, Demand>> = { E: 'required', S: 'wished' };
/** `typeContrat` of those who work for themselves. */
const SELF_EMPLOYED = /^(?:LIB|FRA|CCE|REP)$/;

const LEVELS: readonly (readonly [RegExp, number])[] = [
  [/bac\s*\+\s*5/i, 7],
  [/bac\s*\+\s*3/i, 6],
  [/bac\s*\+\s*2/i, 5],
  [/^bac\b/i, 4],
  [/CAP|BEP/, 3],
];

const levelOf = (label: string): number | null => LEVELS.find(([words]) => words.test(label))?.[1] ?? null;

const strongest = (demands: readonly (Demand | null)[]): Demand | null =>
  demands.includes('required') ? 'required' : (demands.find((demand) => demand !== null) ?? null);

/** `Expérience exigée de 3 An(s)`, `1 an - élevage bovin`: months. */
const monthsOf = (label: string | null): number | null => {
  const found = label === null ? null : readDuration(label);
  if (found === null) return null;
  return found.durationUnit === 'month' ? found.duration : null;
};

/** What France Travail states in fields of its own. `accessibleTH: false` is its default, not a statement. */
export const factsOf = (offer: FranceTravailOffer): Partial<Facts> => {
  const levels = offer.diplomas.map(({ label }) => levelOf(label)).filter((level) => level !== null);
  return {
    kind:
      SELF_EMPLOYED.test(offer.contractType ?? '') || /non salari/i.test(offer.contractNature ?? '')
        ? 'self-employed'
        : null,
    ...(offer.contractLabel === null || offer.contractType === 'CDI'
      ? {}
      : readDuration(offer.contractLabel)),
    experience: EXPERIENCE[offer.experience ?? ''] ?? null,
    experienceMonths: monthsOf(offer.experienceLabel),
    diplomaLevel: levels.length > 0 ? Math.min(...levels) : null,
    diploma: strongest(offer.diplomas.map(({ demand }) => DEMAND[demand ?? ''] ?? null)),
    drivingLicence: strongest(offer.licences.map(({ demand }) => DEMAND[demand ?? ''] ?? null)),
    accessible: offer.accessible === true ? true : null,
    posts: offer.posts !== null && offer.posts > 0 ? offer.posts : null,
    partTime: offer.workingTime === null ? null : /partiel/i.test(offer.workingTime),
    publisher: offer.partner,
    links: offer.links,
  };
};
