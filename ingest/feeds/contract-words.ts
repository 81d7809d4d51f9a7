import type { Contract } from '../../game/offer.ts';
import { foldText } from '../places/names.ts';

/** Words of contracts as French and English feeds write them, folded. The first that fits decides. */
const WORDS: readonly (readonly [RegExp, Contract])[] = [
  [/service civique|volontariat.service|civic.service/, 'civic-service'],
  [/benevol|volunteer|volontariat|reserve operationnelle/, 'other'],
  [/apprenti|alternan|alternat|professionnalisation|contrat pro\b|dual study/, 'apprenticeship'],
  [/\bstages?\b|stagiaire|\bintern(?:ship)?\b|trainee/, 'internship'],
  [/independant|freelance|liberal|franchis|contractor|auto.?entrepreneur|portage|self.?employed/, 'other'],
  [/\bcdi\b|duree indeterminee|permanent|indefinite|fonctionnaire|titulaire/, 'cdi'],
  [/\binterim|mission d.interim|temporary|travail temporaire/, 'interim'],
  [/\bcdd\b|duree determinee|fixed.?term|saisonnier|seasonal|vacation|contractuel/, 'cdd'],
  [/formation|training/, 'training'],
];

/** The contract a label names; null when it names none, such as `FULL_TIME`. */
export const contractOfWords = (label: string | null): Contract | null => {
  if (label === null) return null;
  const folded = foldText(label);
  return WORDS.find(([words]) => words.test(folded))?.[1] ?? null;
};
