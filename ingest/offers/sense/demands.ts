import type { Demand, Experience } from '../../../game/offer.ts';

const WISHED =
  /souhait|appr[ée]ci|serait un (?:plus|atout)|un plus\b|un atout|optionnel|id[ée]al|de pr[ée]f[ée]rence|facultatif/i;
const NOT =
  /(?:pas|sans|ni|aucun|non)\s+(?:de\s+|besoin\s+d[eu]\s+|obligation\s+de\s+)?(?:le\s+)?(?:permis|v[ée]hicul)|permis[^.\n]{0,20}(?:non|pas) (?:exig|obligatoire|n[ée]cessaire|requis)/i;

const sentence = (text: string, from: number, to: number): string => {
  const start = Math.max(text.lastIndexOf('\n', from), text.lastIndexOf('. ', from), from - 120) + 1;
  const ends = [text.indexOf('\n', to), text.indexOf('. ', to), to + 80].filter((at) => at >= 0);
  return text.slice(start, Math.min(...ends));
};

const strongest = (a: Demand | null, b: Demand): Demand =>
  a === 'required' || b === 'required' ? 'required' : b;

const demandOf = (text: string, pattern: RegExp): Demand | null => {
  let found: Demand | null = null;
  for (const match of text.matchAll(pattern)) {
    const said = sentence(text, match.index, match.index + match[0].length);
    if (NOT.test(said)) continue;
    // what stands after the word counts more than a sentence's other half
    const after = text.slice(match.index, match.index + match[0].length + 45).split(/[\n.;,]/)[0] ?? '';
    const lead = text.slice(Math.max(0, match.index - 45), match.index);
    found = strongest(
      found,
      WISHED.test(after) || /id[ée]alement[^.\n]*$/i.test(lead) ? 'wished' : 'required',
    );
  }
  return found;
};

const LICENCE =
  /\bpermis\s*(?:\/\s*certificat\s*:?\W{0,4}permis\s*)?(?:\(?(?:b|c1?e?|ce|d|be|b96|pl|poids lourd|spl|vl|porteur)\)?(?![a-zà-ÿ])|de conduire|valide)|\btitulaire du permis\b/gi;
const VEHICLE =
  /(?<!transports? |trajets? )\bv[ée]hiculé(?:e|\(e\)|·e|s)?(?![a-zà-ÿ])|\bv[ée]hicule personnel|\b(?:disposer|poss[ée]der|avoir) d?['’ ]?(?:un |votre )?(?:propre )?(?:v[ée]hicule(?! (?:de (?:service|soci[ée]t[ée]|fonction)|d['’]entreprise))|moyen de locomotion|voiture)|\bmoyen de locomotion (?:personnel|exig|indispensable|obligatoire)|\bpermis (?:b )?(?:et|\+) v[ée]hicule (?:personnel|exig|indispensable|obligatoire)/gi;

/** Whether the text asks for a driving licence. */
export const licenceInText = (text: string): Demand | null =>
  /permis/i.test(text) ? demandOf(text, LICENCE) : null;

/** Whether the text asks for a vehicle of one's own; the firm's own vehicles are none. */
export const vehicleInText = (text: string): Demand | null =>
  /v[ée]hicul|locomotion|voiture/i.test(text) ? demandOf(text, VEHICLE) : null;

const BEGINNER =
  /d[ée]butant(?:e|s|es|\(e\)|\(e\)s|·e|·es)?\b[^.\n]{0,40}?(?:accept|bienvenu|admis|adaptation|possible)|(?:ouverte?s? aux|accessible aux|bienvenue aux) d[ée]butant|exp[ée]rience souhait[ée]e\s*:\s*d[ée]butant|(?:aucune|sans|pas d['’]) ?exp[ée]rience (?:n['’]est )?(?:requise|exig[ée]e|n[ée]cessaire|demand[ée]e)|si vous manquez d['’]exp[ée]rience/i;
const MONTHS =
  /(\d{1,2})\s*(?:à\s*\d{1,2}\s*)?(an(?:s|n[ée]es?|\(s\))?|mois)\s*(?:d['’]|minimum d['’]|d['’]une )?\s*exp[ée]rience|exp[ée]rience[^.\n]{0,40}?(?:de|d['’]au moins|minimum)\s*(\d{1,2})\s*(an|mois)/i;

/** What is asked of experience, and how many months when told. */
export const experienceInText = (text: string): { experience: Experience; months: number | null } | null => {
  if (!/exp[ée]rience|d[ée]butant/i.test(text)) return null;
  if (BEGINNER.test(text)) return { experience: 'beginner', months: null };
  const found = MONTHS.exec(text);
  if (!found) return null;
  const n = Number(found[1] ?? found[3]);
  const months = /^an/i.test(found[2] ?? found[4] ?? '') ? n * 12 : n;
  const said = sentence(text, found.index, found.index + found[0].length);
  // "une entreprise de 80 années d'expérience" speaks of the firm
  if (
    months === 0 ||
    n > 15 ||
    /entreprise|soci[ée]t[ée]|groupe|agence/i.test(said.slice(0, said.indexOf(found[0])))
  )
    return null;
  return { experience: WISHED.test(said) ? 'wished' : 'required', months };
};

const LEVELS: readonly (readonly [RegExp, number])[] = [
  [/\bdoctorat\b|\bbac\s*\+\s*8\b/i, 8],
  [
    /\bbac\s*\+\s*5\b|\bmaster\b|\bing[ée]nieur dipl|dipl[ôo]me d['’]ing[ée]nieur|[ée]cole d['’]ing[ée]nieur/i,
    7,
  ],
  [/\bbac\s*\+\s*[34]\b|\blicence (?:pro|professionnelle|universitaire)|\bbachelor\b/i, 6],
  [/\bbac\s*\+\s*2\b|\bBTS\b|\bDUT\b|\bBUT\b|\bDEUG\b/, 5],
  [/\bbac(?:calaur[ée]at)?\s+(?:pro|techno|g[ée]n[ée]ral)|\bniveau bac\b|\bBAC PRO\b|\bbac\b(?!\s*\+)/i, 4],
  [/\bC\.?A\.?P\.?\b|\bB\.?E\.?P\.?\b/, 3],
];

/** The lowest diploma a text speaks of, on the French scale; null when it names none. */
export const diplomaInText = (text: string): number | null => {
  if (!/bac|BTS|DUT|BUT|DEUG|master|bachelor|doctorat|ing[ée]nieur|licence|C\.?A\.?P|B\.?E\.?P/i.test(text))
    return null;
  let lowest: number | null = null;
  for (const [words, level] of LEVELS) if (words.test(text)) lowest = level;
  return lowest;
};
