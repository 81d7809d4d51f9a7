import type { ApplyWay } from '../../../game/photo.ts';
import type { Contract } from '../../../game/offer.ts';

/** Wordings of French shop-window ads, as patterns over folded text (lower case, no accents). */
type Wording<T> = readonly (readonly [RegExp, T])[];

/** Say by themselves that someone is recruited. */
export const RECRUITS: Wording<string> = [
  [/\brecrut(?:e|ons|ez|ement|ements|es)\b/, 'recrute'],
  [/\bembauch(?:e|ons|es)\b/, 'embauche'],
  [/\boffres? d'emploi\b/, "offre d'emploi"],
  [/\bpostes? (?:a pourvoir|disponibles?|vacants?)\b/, 'poste à pourvoir'],
  [/\brejoi(?:gnez|ns)[ -](?:nous|notre|l'equipe)/, 'rejoignez-nous'],
  [/\bl'equipe s'agrandit\b/, "l'équipe s'agrandit"],
  [/\bon a besoin de toi\b/, 'on a besoin de toi'],
  [/\benvie de travailler\b/, 'envie de travailler'],
  [/\btu cherches un job\b/, 'tu cherches un job'],
  [/\bjob (?:d'ete|etudiant)\b/, 'job'],
  [/\bcompleter (?:notre|son) equipe\b/, 'compléter notre équipe'],
  [/\bplace a prendre\b/, 'place à prendre'],
];

/** Say that something is looked for: someone, or a cat. They need a trade or a contract beside them. */
export const SEEKS: Wording<string> = [
  [/\b(?:re)?cherch(?:e|ons|ez|es)\b/, 'recherche'],
  [/\burgent\b/, 'urgent'],
];

/** Say that it is about something else. */
export const ELSEWHERE: Wording<string> = [
  [/\ba louer\b/, 'rent:à louer'],
  [/\ba vendre\b/, 'sale:à vendre'],
  [/\bbail a ceder\b/, 'sale:bail à céder'],
  [/\bsoldes?\b/, 'sale:soldes'],
  [/\bdestockage\b/, 'sale:déstockage'],
  [/\bpromo(?:tion)?s?\b/, 'sale:promo'],
  [/\bliquidation\b/, 'sale:liquidation'],
  [/\bsale\b/, 'sale:sale'],
  [/\bfermeture (?:exceptionnelle|annuelle|definitive)\b/, 'notice:fermeture'],
  [/\bhoraires d'ouverture\b/, "notice:horaires d'ouverture"],
  [/\b(?:menu|plats?|formules?) du jour\b/, 'menu:menu du jour'],
  [/\bmenu\b/, 'menu:menu'],
  [/\b(?:entrees?|desserts?|fromages?|boissons)\b/, 'menu:plats'],
  [/\b(?:perdue?|trouvee?|disparue?)\b/, 'lost:perdu'],
  [/\b(?:chat|chatte|chaton|chien|chienne|perruche|lapin)s?\b/, 'lost:animal'],
  [/\b(?:appartement|studio|maison|garage|logement) (?:a|de|pour|t\d|f\d)\b/, 'rent:logement'],
  [/\bvide[ -]grenier\b|\bbrocante\b|\bconcert\b|\bloto\b/, 'notice:événement'],
  [/\bdefense d'afficher\b|\bstationnement (?:interdit|genant)\b/, 'notice:interdiction'],
  [/\bcours (?:de|d')\b/, 'notice:cours'],
];

/** Contracts, in the order in which they win when several are named on one line. */
export const CONTRACT_WORDS: Wording<Contract> = [
  [
    /\bapprenti(?:e|es|s)?\b|\bapprentissage\b|\balternan(?:ce|te?s?)\b|\bcontrat (?:de )?pro(?:fessionnalisation)?\b/,
    'apprenticeship',
  ],
  [/\bservice civique\b/, 'civic-service'],
  [/\bstag(?:e|es|iaire|iaires)\b(?! (?:de )?(?:danse|yoga|poterie))/, 'internship'],
  [/\binterim(?:aire)?s?\b/, 'interim'],
  [/\bc[do][do0]\b/, 'cdd'],
  [/\bc[do][il1|]\b/, 'cdi'],
  [
    /\bextras?\b|\bsaisonnier(?:e|es|s)?\b|\bvacataires?\b|\bremplacement\b|\bpour la saison\b|\bcontrat saisonnier\b/,
    'cdd',
  ],
  [/\bindependant(?:e|s)?\b|\bauto[ -]entrepreneur\b|\bcesu\b/, 'other'],
];

/** How the ad asks to be answered. */
export const APPLY_WORDS: Wording<ApplyWay> = [
  [/\b(?:deposer|deposez|laissez|apporter?z?)\b.*\bcv\b|\bcv (?:en magasin|a deposer|sur place)\b/, 'cv'],
  [/\bse presenter\b|\bpresentez[ -]vous\b/, 'in_person'],
  [/\bs'adresser\b|\badressez[ -]vous\b|\bdemander? (?:le|la|mme|m\.|a)\b/, 'in_person'],
  [/\brenseignements? (?:en boutique|a l'interieur|au comptoir)\b|\ba l'interieur\b/, 'in_person'],
  [/\bpostulez (?:sur|en ligne)\b|\bscannez\b|\bwww\./, 'site'],
  [/\benvo(?:yer|yez|i) .*\bcv\b|\bcv\b.*\b(?:mail|lettre)\b/, 'email'],
  [/\b(?:appele[rz]|telephone[rz]|contacte[rz]) (?:au|le)\b/, 'phone'],
];

/** What the work asks or offers, with the words shown. */
export const CONDITION_WORDS: Wording<string> = [
  [/\bdebutant(?:e|s|\(e\))?s? accepte/, 'Débutant accepté'],
  [/\bsans experience\b/, 'Débutant accepté'],
  [/\bexperience (?:exigee|indispensable|obligatoire)\b/, 'Expérience exigée'],
  [/\bexperience (?:souhaitee|appreciee)\b|\bavec experience\b/, 'Expérience souhaitée'],
  [/\bformation (?:assuree|en interne|interne)\b/, 'Formation assurée'],
  [/\bcap\b/, 'CAP'],
  [/\bbp\b/, 'BP'],
  [/\bpermis b\b/, 'Permis B'],
  [/\bvehicule (?:indispensable|exige|souhaite)/, 'Véhicule'],
  [/\betudiant(?:e|s|es|\(e\)s)? (?:acceptes?|bienvenu(?:e|s)?)\b/, 'Étudiants bienvenus'],
  [/\b(?:possibilite de logement|loge\b|logement (?:possible|fourni))/, 'Logement possible'],
  [/\bjours? de repos consecutifs?\b/, 'Jours de repos consécutifs'],
  [/\bweek[ -]?ends?\b/, 'Week-end'],
  [/\bmidi et soir\b/, 'Midi et soir'],
  [
    /\bdu (?:lundi|mardi|mercredi|jeudi|vendredi) au (?:jeudi|vendredi|samedi|dimanche)\b/,
    'Jours de travail dits',
  ],
  [/\bevolutif\b/, 'Évolutif'],
  [/\bpourboires?\b/, 'Pourboires'],
  [/\b(?:mutuelle|tickets? restaurant)\b/, 'Avantages'],
];

/** Kinds of shops, which begin an employer's name; also words that are never a misread trade. */
export const SHOPS =
  /\b(?:boulangerie|patisserie|boucherie|charcuterie|poissonnerie|fromagerie|epicerie|primeur|superette|supermarche|salon|institut|coiffure|pharmacie|opticien|restaurant|brasserie|bistrot?|cafe|bar|pizzeria|creperie|snack|traiteur|hotel|garage|carrosserie|pressing|librairie|fleurs|jardinerie|boutique|magasin|maison|chez|ambulances?|auto[ -]ecole|camping|ferme|domaine|clinique|residence|creche|agence|laverie|quincaillerie|droguerie|menuiserie|fleuriste|super u|intermarche|carrefour)\b/;

/** Wordings that a reviewer looks at before anyone else; the phrase itself is never published. */
export const FLAG_WORDS: Wording<string> = [
  [
    /\b\d{2}\s?(?:-|a|\/)\s?\d{2} ans\b|\bjeune (?:femme|fille|homme)\b|\bmoins de \d{2} ans\b/,
    'discrimination',
  ],
  [
    /\bbonne presentation\b|\bsans enfants?\b|\bcelibataire\b|\bnationalite\b|\bsexe (?:feminin|masculin)\b/,
    'discrimination',
  ],
  [
    /\bfrais (?:de dossier|d'inscription)\b|\bcaution\b|\bversement\b|\bessai non (?:paye|remunere)\b/,
    'fee_asked',
  ],
  [/\bgagnez?\b.*\b(?:euros|€)|\brevenus? complementaires?\b|\btravail a domicile\b/, 'too_good'],
];
