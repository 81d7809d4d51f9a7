import { DEMANDS, KINDS, REMOTES, SALARY_UNITS } from '../../../game/offer.ts';
import type { Demand, Experience, Kind, Remote, SalaryUnit } from '../../../game/offer.ts';
import type { Facts } from '../../offers/facts.ts';
import { foldText } from '../../places/names.ts';
import type { Values } from './values.ts';

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null;

const KIND_WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/service civique|civic/, 'civic-service'],
  [/benevol|volunt(?:eer|ariat)/, 'volunteering'],
  [/apprenti|alternan|alternating|professionnalisation/, 'apprenticeship'],
  [/\bstages?\b|stagiaire|\bintern/, 'internship'],
  [/independant|freelance|liberal|franchis|auto entrepreneur/, 'self-employed'],
];

const REMOTE_WORDS: readonly (readonly [RegExp, Remote])[] = [
  [/^(?:non?|pas|aucun|none|no|0|false|sur site|onsite|presentiel)\b/, 'none'],
  [/partiel|partial|occasion|hybrid|possible|ponctuel|\d jours?/, 'partial'],
  [/^(?:full|total|complet|oui 100|100|remote|local)/, 'full'],
];

const UNIT_WORDS: readonly (readonly [RegExp, SalaryUnit])[] = [
  [/heure|hour|horaire/, 'hour'],
  [/jour|day/, 'day'],
  [/mois|month|mensuel/, 'month'],
  [/\ban\b|annee|annuel|year|annual/, 'year'],
];

const byWords = <T>(words: readonly (readonly [RegExp, T])[], text: string | null): T | null => {
  if (text === null) return null;
  const folded = foldText(text);
  return words.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
};

const yesNo = (text: string | null): boolean | null => {
  if (text === null) return null;
  if (/^(?:oui|yes|true|vrai|1|o|y)$/i.test(text)) return true;
  return /^(?:non|no|false|faux|0|n)$/i.test(text) ? false : null;
};

const demandOf = (text: string | null): Demand | null => {
  if (text === null) return null;
  const said = oneOf(DEMANDS, text);
  if (said !== null) return said;
  if (/souhait|appr[ée]ci|wished/i.test(text)) return 'wished';
  return /exig|obligatoire|requis|required|^(?:oui|b|permis b)$/i.test(text) ? 'required' : null;
};

const experienceOf = (text: string | null): Experience | null => {
  if (text === null) return null;
  if (/d[ée]butant|aucune|sans exp|^(?:0|oui|yes|d)\b/i.test(text)) return 'beginner';
  if (/souhait|appr[ée]ci/i.test(text)) return 'wished';
  return /exig|requis|\d+\s*ans?/i.test(text) && !text.startsWith('0') ? 'required' : null;
};

const LEVELS: readonly (readonly [RegExp, number])[] = [
  [/niveau 8|doctorat|bac 8/, 8],
  [/niveau 7|bac 5|master|ingenieur/, 7],
  [/niveau 6|bac [34]|licence|bachelor/, 6],
  [/niveau 5|bac 2|bts|dut|deug/, 5],
  [/niveau 4|\bbac\b|baccalaureat/, 4],
  [/niveau 3|\bcap\b|\bbep\b|\bbpa\b/, 3],
];

const lengthOf = (values: Values): Pick<Facts, 'duration' | 'durationUnit'> | null => {
  const n = /\d+(?:[.,]\d+)?/.exec(values.text('contractLength') ?? '')?.[0];
  const duration = n === undefined ? 0 : Number(n.replace(',', '.'));
  if (!(duration > 0 && duration < 1000)) return null;
  const unit = foldText(`${values.text('contractUnit') ?? ''} ${values.text('contractLength') ?? ''}`);
  if (/jour|day/.test(unit)) return { duration, durationUnit: 'day' };
  if (/semaine|week/.test(unit)) return { duration, durationUnit: 'week' };
  if (/\ban|year/.test(unit)) return { duration: duration * 12, durationUnit: 'month' };
  return { duration, durationUnit: 'month' };
};

const known = (facts: { readonly [K in keyof Facts]?: Facts[K] | null }): Partial<Facts> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));

/** What a row states beyond the texts, where the mapping names it; all else is looked for in the texts, or stays unknown. */
export const factsOf = (values: Values): Partial<Facts> => {
  const min = values.figure('salaryMin');
  const max = values.figure('salaryMax');
  const unit =
    oneOf(SALARY_UNITS, values.text('salaryUnit')) ?? byWords(UNIT_WORDS, values.text('salaryUnit'));
  const paid = unit !== null && (min ?? max ?? 0) > 0;
  const hours = /^(\d{1,2}(?:[.,]\d+)?)\s*(?:h|heures?)?(?:\s*(?:\/|par)\s*sem)?/i.exec(
    values.text('hours') ?? '',
  );
  const weekly = hours ? Number((hours[1] ?? '').replace(',', '.')) : 0;
  const posts = values.figure('posts');
  const siret = values.text('siret')?.replaceAll(/\s/g, '') ?? null;
  const kind = values.text('kind') ?? values.text('contract');
  return known({
    ...lengthOf(values),
    kind: oneOf(KINDS, kind) ?? byWords(KIND_WORDS, kind),
    salaryMin: paid ? (min ?? max) : null,
    salaryMax: paid ? (max ?? min) : null,
    salaryUnit: paid ? unit : null,
    weeklyHours: weekly >= 1 && weekly <= 60 ? weekly : null,
    startDate: values.day('start'),
    expiresAt: values.instant('end'),
    minors: yesNo(values.text('minors')),
    remote: oneOf(REMOTES, values.text('remote')) ?? byWords(REMOTE_WORDS, values.text('remote')),
    experience: experienceOf(values.text('experience')),
    diplomaLevel: byWords(LEVELS, values.text('diploma')),
    drivingLicence: demandOf(values.text('licence')),
    posts: posts !== null && Number.isInteger(posts) && posts > 0 && posts < 10_000 ? posts : null,
    siret: siret !== null && /^\d{14}$/.test(siret) ? siret : null,
  });
};
