import type { Contract, DurationUnit, Kind } from '../../../game/offer.ts';

const UNITS: Readonly<Record<string, DurationUnit>> = { j: 'day', s: 'week', m: 'month' };

/** `Contrat à durée déterminée - 6 Mois`, `CDD 8 mois`, `31 Jour(s)`, `2 semaines`; null when none is stated. */
export const readDuration = (label: string): { duration: number; durationUnit: DurationUnit } | null => {
  const found = /(\d{1,3})\s*(jour|semaine|mois|an(?:\b|\(|s\b|née))/i.exec(label);
  if (!found?.[1] || !found[2]) return null;
  const n = Number(found[1]);
  if (n === 0) return null;
  const letter = found[2].slice(0, 1).toLowerCase();
  return letter === 'a'
    ? { duration: n * 12, durationUnit: 'month' }
    : { duration: n, durationUnit: UNITS[letter] ?? 'month' };
};

/** `CDD … 8 mois` in a text, where contract and duration stand together. */
export const durationInText = (text: string): { duration: number; durationUnit: DurationUnit } | null => {
  const found =
    /(?:\bCDD|[Ii]nt[ée]rim|[Mm]ission|[Cc]ontrat)[^.\n]{0,40}?\b(?:de|pour|dur[ée]e\s*:?)\s*(\d{1,2}\s*(?:jours?|semaines?|mois|ans?))\b/.exec(
      text,
    );
  return found?.[1] === undefined ? null : readDuration(found[1]);
};

const SELF_EMPLOYED =
  /\b(?:statut|en|r[ée]gime)\s+(?:d['’]\s*)?(?:ind[ée]pendant|auto-?entrepreneur|micro-?entrepreneur)|\bagent commercial ind[ée]pendant|\bfranchis[ée]\b|\bprofession lib[ée]rale\b/i;
const VOLUNTEERING = /\b(?:mission|engagement) (?:de )?b[ée]n[ée]vol(?:e|at)|\bb[ée]n[ée]vol(?:e|at)\b/i;

const BY_CONTRACT: Partial<Readonly<Record<Contract, Kind>>> = {
  cdi: 'job',
  cdd: 'job',
  interim: 'job',
  apprenticeship: 'apprenticeship',
  internship: 'internship',
  'civic-service': 'civic-service',
};

/** The kind its contract makes an offer, else what its title says; null when neither does. */
export const kindOf = (contract: Contract, title: string): Kind | null => {
  const byContract = BY_CONTRACT[contract];
  if (byContract !== undefined && byContract !== 'job') return byContract;
  if (/\b(?:apprenti|alternan)/i.test(title)) return 'apprenticeship';
  if (/^stag(?:e|iaire)\b/i.test(title)) return 'internship';
  if (/service civique/i.test(title)) return 'civic-service';
  if (byContract !== undefined) return byContract;
  if (SELF_EMPLOYED.test(title)) return 'self-employed';
  return VOLUNTEERING.test(title) ? 'volunteering' : null;
};
