import type { Contract } from '../../../game/offer.ts';
import { foldName } from '../../places/names.ts';

const BY_TYPE: Readonly<Record<string, Contract>> = {
  CDI: 'cdi',
  DIN: 'cdi',
  CDD: 'cdd',
  DDI: 'cdd',
  DDT: 'cdd',
  SAI: 'cdd',
  MIS: 'interim',
  TTI: 'interim',
  LIB: 'other',
  FRA: 'other',
  CCE: 'other',
  REP: 'other',
};

const BY_LABEL: readonly (readonly [RegExp, Contract])[] = [
  [/apprenti|professionnalisation|alternance/, 'apprenticeship'],
  [/\bstage\b/, 'internship'],
  [/service civique/, 'civic-service'],
  [/duree indeterminee|^cdi\b/, 'cdi'],
  [/interim|mission/, 'interim'],
  [/duree determinee|^cdd\b|saisonnier/, 'cdd'],
];

/**
 * The contract in the game's words. The nature decides before the alternance flag, that before the type, that before
 * the label. `natureContrat` is a label in answers and a code (`E2`, `FS`) in queries; both are read. Seasonal and
 * insertion contracts are fixed-term ones; a self-employed status (`LIB`, `FRA`, …) is `other`, never a job contract.
 */
export const contractOf = (offer: {
  readonly contractType: string | null;
  readonly contractLabel: string | null;
  readonly contractNature: string | null;
  readonly alternance: boolean;
}): Contract => {
  const nature = offer.contractNature ?? '';
  if (/^(E2|FS)$/.test(nature) || /apprenti|professionnalisation/.test(foldName(nature)))
    return 'apprenticeship';
  if (offer.alternance) return 'apprenticeship';
  if (/^(NS|PS)$/.test(nature) || foldName(nature).includes('non salarie')) return 'other';
  const byType = offer.contractType === null ? undefined : BY_TYPE[offer.contractType.toUpperCase()];
  if (byType !== undefined) return byType;
  const label = foldName(offer.contractLabel ?? '');
  return BY_LABEL.find(([words]) => words.test(label))?.[1] ?? 'other';
};
