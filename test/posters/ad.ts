import { createRandom, type Random } from '../../town/random.ts';
import type { Contract } from '../../game/offer.ts';
import { TRADES } from '../../ingest/photos/understand/trades.ts';

/** The text of a shop's ad and what is true of it; null where the ad does not say. */
export type Ad = {
  lines: string[];
  title: string;
  contract: Contract | null;
  phone: string | null;
  email: string | null;
};

const SHOPS = [
  'Boulangerie Lefèvre',
  'Boulangerie des Halles',
  'Salon Élégance',
  'Pharmacie du Centre',
  'Restaurant Le Phare',
  'Garage du Rivage',
  'Brasserie de la Gare',
  'Institut Beauté Pure',
  'Pressing Net Plus',
  'Épicerie Chez Fatou',
  'Boucherie Duquesne',
  'Hôtel des Voyageurs',
  'Supermarché Les Tilleuls',
  'Crêperie Ty Coz',
  'Librairie Mots Passants',
  'Fleurs & Jardins',
  'Pizzeria Napoli',
  'Café de la Mairie',
  'Opticien Clairvue',
  'Camping du Lac',
] as const;
const STREETS = [
  'rue de la République',
  'avenue Jean Jaurès',
  'place du Marché',
  'boulevard Basly',
  'rue Pasteur',
] as const;
const TOWNS = [
  '62300 LENS',
  '62800 Liévin',
  '59000 Lille',
  '62400 BÉTHUNE',
  '59500 Douai',
  '80000 Amiens',
] as const;
const CALLS = [
  'RECHERCHE',
  'RECRUTE',
  'ON RECRUTE !',
  'Nous recherchons',
  'Nous recrutons',
  'URGENT - Recherche',
  'embauche',
  'Offre d’emploi',
  'cherche',
  'Poste à pourvoir',
  'L’équipe s’agrandit !',
  'Rejoignez notre équipe',
] as const;
const CONTRACTS: readonly (readonly [Contract, string])[] = [
  ['cdi', 'CDI'],
  ['cdi', 'CDI 35h'],
  ['cdi', 'CDI temps plein'],
  ['cdi', 'En CDI, 39h'],
  ['cdd', 'CDD 6 mois'],
  ['cdd', 'CDD évolutif'],
  ['cdd', 'Contrat saisonnier'],
  ['cdd', 'Extra week-end'],
  ['interim', 'Mission d’intérim'],
  ['apprenticeship', 'Contrat en alternance'],
  ['apprenticeship', 'Apprentissage CAP'],
  ['internship', 'Stage 2 mois'],
  ['cdi', 'CDI temps partiel 24h'],
  ['cdd', 'Remplacement congés'],
];
const HOURS = [
  'Temps plein',
  'Temps partiel 20h / semaine',
  'du mardi au samedi',
  'midi et soir',
  '2 jours de repos consécutifs',
  'Horaires du matin',
  'Week-end et jours fériés',
  'Travail en équipe',
] as const;
const CONDITIONS = [
  'Débutant accepté',
  'Expérience souhaitée',
  'Formation assurée',
  'Permis B exigé',
  'Motivé et dynamique',
  'Étudiants bienvenus',
  'Sérieux et ponctuel',
  'Possibilité de logement',
  'Expérience exigée',
  'Anglais apprécié',
  'Salaire selon expérience',
  'Mutuelle et tickets restaurant',
  '1 801,80 € brut / mois',
  'SMIC + primes',
] as const;
const STARTS = [
  'dès maintenant',
  'à partir du 1er septembre',
  'Poste à pourvoir de suite',
  'pour la saison d’été',
] as const;
const IN_PERSON = [
  'Se présenter avec CV',
  'Se présenter sur place',
  'Déposez votre CV en magasin',
  'S’adresser à l’intérieur',
  'S’adresser à la caisse',
  'Demander le responsable',
] as const;
const BY_PHONE = [
  'Tél. : #',
  'Appeler le #',
  'Téléphoner au #',
  'Contact : #',
  '#',
  'Tel # (le matin)',
] as const;
const BY_MAIL = ['Envoyer CV : @', 'CV par mail à @', '@', 'Mail : @'] as const;
/** Ranges that the numbering plan keeps for fiction. */
const FICTION = ['019900', '026191', '035301', '046571', '053649', '063998'] as const;
const FORMS = ['## ## ## ## ##', '##.##.##.##.##', '##########', '##-##-##-##-##', '##/##/##/##/##'] as const;
const BOXES = ['recrutement', 'contact', 'rh', 'emploi', 'direction', 'boutique', 'accueil'] as const;
const HOSTS = [
  'magasin.example',
  'lephare.example',
  'chez-fatou.example',
  'salon-elegance.example',
  'garage.example',
] as const;

const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/teur$/, ['(trice)', '/trice']],
  [/eur$/, ['(se)', '(euse)', '/euse']],
  [/er$/, ['(ère)', '/ère']],
  [/é$/, ['(e)', '·e']],
  [/ien$/, ['(ne)', '·ne']],
  [/(?:ant|ent)$/, ['(e)', '·e']],
];

/** A trade as ads write it: both forms, one form with the other's ending, one form alone, H/F. */
const written = (label: string, random: Random): string => {
  const [male = label, rest] = label.replace(/\(e\)/, '').split(' / ');
  // `Secrétaire médical / médicale` has no second name of its own
  if (
    rest === undefined ||
    (male.split(' ')[0] !== male && !rest.includes(' ') && rest === rest.toLowerCase())
  )
    return random.chance(0.4) ? `${label} H/F` : label;
  const [female = '', ...more] = rest.split(' ');
  const tail = more.length > 0 ? ` ${more.join(' ')}` : '';
  const both = `${male} / ${female}${tail}`;
  const ending = ENDINGS.find(([pattern]) => pattern.test(male.split(' ')[0] ?? ''));
  const short = ending && !male.includes(' ') ? `${male}${random.pick(ending[1])}${tail}` : both;
  return random.pick([both, short, `${male}${tail} H/F`, `${female}${tail}`, short]);
};

const fill = (form: string, digits: string): string => {
  let at = 0;
  return form.replaceAll('#', () => digits[at++] ?? '');
};

/** The ad of one seed: the same seed always gives the same text. Numbers and addresses are invented, of kept ranges. */
export const writeAd = (seed: string): Ad => {
  const random = createRandom(seed).fork('ad');
  const trade = random.pick(TRADES);
  const title = written(trade.label, random);
  const shout = random.chance(0.45);
  const lines: string[] = [];
  if (random.chance(0.65)) lines.push(random.pick(SHOPS));
  lines.push(random.pick(CALLS), shout ? title.toLocaleUpperCase('fr') : title);
  let contract: Contract | null = null;
  if (random.chance(0.85)) {
    const [kind, words] = random.pick(CONTRACTS);
    contract = kind;
    lines.push(words);
  }
  if (random.chance(0.5)) lines.push(random.pick(HOURS));
  if (random.chance(0.7)) lines.push(random.pick(CONDITIONS));
  if (random.chance(0.3)) lines.push(random.pick(STARTS));
  if (random.chance(0.5)) lines.push(random.pick(IN_PERSON));
  let [phone, email]: [string | null, string | null] = [null, null];
  if (random.chance(0.75)) {
    const digits = `${random.pick(FICTION)}${String(Math.floor(random.between(0, 10_000))).padStart(4, '0')}`;
    phone = digits.replaceAll(/(\d\d)(?=\d)/g, '$1 ');
    lines.push(random.pick(BY_PHONE).replace('#', () => fill(random.pick(FORMS), digits)));
  }
  if (random.chance(0.25)) {
    email = `${random.pick(BOXES)}@${random.pick(HOSTS)}`;
    lines.push(random.pick(BY_MAIL).replace('@', () => email ?? ''));
  }
  if (random.chance(0.35)) {
    lines.push(`${Math.floor(random.between(1, 180))} ${random.pick(STREETS)}`);
    if (random.chance(0.6)) lines.push(random.pick(TOWNS));
  }
  return { lines, title: trade.label, contract, phone, email };
};
