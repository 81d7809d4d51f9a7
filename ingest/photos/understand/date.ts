import type { PhotoField } from '../../../game/photo.ts';
import type { AdLine } from './lines.ts';

const MONTHS = 'janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre';
const STARTS = new RegExp(
  [
    String.raw`\b(?:des|a partir du|a compter du|pour le|du) (?:le )?(?:\d{1,2}|1er|ler|ter)\s?(?:(?:${MONTHS})\b|\/\s?\d{1,2}(?:\/\d{2,4})?)`,
    String.raw`\b(?:des|pour|a partir de|courant|debut|fin|mi-?) ?(?:${MONTHS})\b`,
    String.raw`\b(?:des maintenant|de suite|tout de suite|immediate?(?:ment)?|au plus vite|des que possible)\b`,
    String.raw`\b(?:saison (?:d'ete|d'hiver|estivale)|pour les (?:vacances|fetes))\b`,
  ].join('|'),
);

/** When the work begins, as written: `dès le 1er septembre`, `immédiatement`. */
export const findDate = (lines: readonly AdLine[]): PhotoField<string> | null => {
  for (const line of lines) {
    const match = STARTS.exec(line.folded);
    if (match) {
      const written = line.text.slice(match.index, match.index + match[0].length);
      return { value: written.replace(/\b[lT]er\b/, '1er'), confidence: line.confidence, line: line.index };
    }
  }
  return null;
};
