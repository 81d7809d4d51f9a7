import type { OfferFlag } from '../flags.ts';

/** A flag and the words that raised it. */
export type Raised = { readonly flag: OfferFlag; readonly words: string };

const BOTH =
  /\b(?:h\s*\/\s*f|f\s*\/\s*h|hommes?\s*(?:ou|et|\/)\s*(?:une? )?femmes?|femmes?\s*(?:ou|et|\/)\s*(?:une? )?hommes?)\b/i;

/**
 * Patterns of what must not stand in an offer. Each speaks of the person looked for, not of the public served
 * (`femme de chambre`, `jeunes enfants`, `jeune entreprise` are innocent).
 */
const SCREENS: readonly (readonly [OfferFlag, RegExp, RegExp?])[] = [
  [
    'fraud_payment',
    /\b(?:verser|virer|payer|r[ée]gler|avancer|envoyer)\s+(?:\S+\s+){0,4}(?:caution|frais (?:de dossier|d['’]inscription|de formation)|mandat cash|western union|coupons?)|\b(?:coupons?|cartes?|recharges?|tickets?) (?:pcs|transcash|neosurf)\b|\b(?:kit|formation) (?:de d[ée]marrage )?(?:payante?|[àa] (?:vos|votre|ta|tes) (?:frais|charge)) (?:obligatoire|avant)|frais de (?:dossier|formation) [àa] (?:votre|ta) charge/i,
  ],
  [
    'fraud_documents',
    /\b(?:envoy|transmett|communiqu|fourni)\w*\s+(?:\S+\s+){0,6}(?:rib|iban|num[ée]ro de carte|carte bancaire|code de s[ée]curit[ée]|pi[èe]ce d['’]identit[ée])\b[^.\n]{0,60}\b(?:whatsapp|telegram|avant (?:l['’]|tout )?entretien|imm[ée]diatement|mail)/i,
  ],
  [
    'fraud_messenger',
    /\b(?:uniquement|seulement|exclusivement)\s+(?:par|sur|via)\s+(?:whatsapp|telegram|signal|snapchat|instagram)\b|\b(?:recrutement|entretien|embauche)\s+(?:\S+\s+){0,2}(?:par|sur|via)\s+(?:whatsapp|telegram|snapchat)\b/i,
  ],
  [
    'fraud_promise',
    /\bgagne[zr]? (?:jusqu['’][àa] |plus de )?\d[\d\s.]*\s?(?:€|euros?)\s*(?:par|\/)\s*(?:jour|semaine)[^.\n]{0,60}(?:depuis chez (?:vous|toi)|sans (?:aucune )?(?:comp[ée]tence|exp[ée]rience|effort))|\bargent facile\b|\brevenus? (?:passifs?|illimit[ée]s?) (?:garantis?|sans)|\bmarketing de r[ée]seau\b|\btransf[ée]r\w* (?:de l['’]argent|des fonds) (?:sur|depuis|via) (?:votre|ton) compte/i,
  ],
  [
    'discrimination_sex',
    /\b(?:cherch|recherch|recrut|embauch)\w*\s+(?:\S+\s+){0,3}?(?:(?:un |une |des )?(?:jeunes? )?(?:femmes?|hommes?|gar[çc]ons?|(?:jeunes? )?filles?|dames?|demoiselles?|monsieur)(?! de (?:m[ée]nage|chambre)| toutes mains)\b)|\b(?:femmes?|hommes?) (?:uniquement|seulement|exclusivement)\b|\b(?:uniquement|seulement|exclusivement|r[ée]serv[ée] aux?) (?:des )?(?:femmes|hommes|filles|gar[çc]ons)\b|\bsexe (?:f[ée]minin|masculin) (?:exig|requis|uniquement|souhait)/i,
    BOTH,
  ],
  [
    'discrimination_age',
    /\b(?:cherch|recherch|recrut|embauch)\w*\s+(?:\S+\s+){0,2}?(?:une? |des )?(?:personnes? |candidate?s? )?jeunes?\s+(?:femmes?|hommes?|filles?|gar[çc]ons?|personnes?|et dynamiques?)\b|\b[âa]ge maximum\s*:?\s*\d{2}|\b(?:moins de|maximum|pas plus de)\s+(?:2[5-9]|[345]\d)\s*ans (?:maximum|exig|requis|uniquement|souhait)|\bentre\s+\d{2}\s+et\s+\d{2}\s+ans (?:maximum|exig|requis|uniquement)|\b[âa]g[ée]e?s? (?:de|entre) (?:1[89]|[2-5]\d) (?:[àa]|et) [2-5]\d ans\b(?![^.\n]{0,60}(?:contrat|alternance|apprenti|enfant|jeunes?|public|patient|r[ée]sident))/i,
  ],
  [
    'discrimination_origin',
    /\b(?:d['’]origine|nationalit[ée]|type|race|couleur de peau)\s+(?:fran[çc]aise?|europ[ée]en\w*|africain\w*|maghr[ée]bin\w*|asiatique|blanche?|noire?|caucasien\w*)\b[^.\n]{0,40}\b(?:uniquement|exig[ée]e?|souhait[ée]e?|seulement|obligatoire|demand[ée]e?)|\b(?:bleu blanc rouge|BBR)\b|\b(?:pas|sans) (?:d['’]|de )(?:[ée]trangers?|arabes?|noirs?|roms?|voile)\b|\b(?:catholique|musulman\w*|juif|juive|chr[ée]tien\w*)s? (?:pratiquant\w* )?(?:uniquement|exig[ée]e?|seulement|souhait[ée]e?)/i,
  ],
  [
    'discrimination_family',
    /\b(?:c[ée]libataire|sans enfants?|non mari[ée]e?|pas enceinte|sans charge de famille)\s*(?:uniquement|exig[ée]e?|souhait[ée]e?|de pr[ée]f[ée]rence|obligatoire|seulement)|\b(?:cherch|recherch)\w*[^.\n]{0,50}\b(?:c[ée]libataire|sans enfants?)\b/i,
  ],
  [
    'discrimination_health',
    /\b(?:pas|aucun|sans) (?:de |d['’])?(?:personnes? )?(?:handicap[ée]?e?s?|handicap|probl[èe]mes? de sant[ée])\b[^.\n]{0,30}\b(?:accept|exig|admis|souhait)|\bnon[- ]fumeu(?:r|se) (?:exig[ée]e?|obligatoire|uniquement)|\bbonne sant[ée] (?:exig[ée]e|obligatoire)/i,
  ],
  [
    'discrimination_looks',
    /\b(?:physique|apparence) (?:agr[ée]able|avantageu\w+|attrayante?|irr[ée]prochable (?:exig|obligatoire))|\b(?:jolie|belle|mince|bien faite)s? (?:femme|fille|vendeuse|serveuse|h[ôo]tesse|personne)|\bphoto (?:en pied|de plain-pied) (?:obligatoire|exig[ée]e)|\btaille (?:mannequin|3[46])\b/i,
  ],
];

/** A cheap test per screen that nearly all texts fail, run before the screen itself. */
const MAYBE: Readonly<Record<string, RegExp>> = {
  fraud_payment:
    /caution|frais (?:de (?:dossier|formation)|d['’]inscription)|western|transcash|neosurf|\bpcs\b|payant|(?:vos|ta|tes|votre) (?:frais|charge)/i,
  fraud_documents:
    /\brib\b|\biban\b|carte bancaire|num[ée]ro de carte|code de s[ée]curit|pi[èe]ce d['’]identit/i,
  fraud_messenger: /whatsapp|telegram|snapchat|instagram|sur signal|par signal/i,
  fraud_promise: /gagne|argent|revenu|marketing de|transf[ée]r/i,
  discrimination_sex: /femme|homme|fille|gar[çc]on|dame\b|dames\b|demoiselle|monsieur|sexe/i,
  discrimination_age: /jeune| ans\b|[âa]ge max/i,
  discrimination_origin:
    /origine|nationalit|race\b|peau|\btype (?:eur|afr|mag|asi|bla|noi|cau)|\bbbr\b|blanc rouge|(?:pas|sans) (?:d['’]|de )|catho|musul|jui[fv]|chr[ée]tien/i,
  discrimination_family: /c[ée]libataire|sans enfant|non mari|enceinte|charge de famille/i,
  discrimination_health: /handicap|sant[ée]\b|fumeu/i,
  discrimination_looks: /physique|apparence|jolie|belle|mince|bien faite|photo|taille/i,
};

/** Looks for fraud and discrimination. Every flag comes with the words that raised it, cut to 80 characters. */
export const screen = (title: string, description: string | null): readonly Raised[] => {
  const text = description === null ? title : `${title}\n${description}`;
  return SCREENS.flatMap(([flag, words, innocent]) => {
    if (MAYBE[flag]?.test(text) === false) return [];
    const found = words.exec(text);
    if (!found) return [];
    const around = text.slice(Math.max(0, found.index - 30), found.index + found[0].length + 30);
    if (innocent?.test(around)) return [];
    return [{ flag, words: found[0].replaceAll(/\s+/g, ' ').slice(0, 80) }];
  });
};
