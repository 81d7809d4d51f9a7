/**
 * Lower case without accents, typographic quotes made plain. Every character keeps its index, so that a match in the
 * folded text points into the original.
 */
export const fold = (text: string): string =>
  Array.from(text.normalize('NFC'))
    .map((char) => {
      if (char === '’' || char === '‘' || char === '`') return "'";
      const base = char.normalize('NFD')[0] ?? char;
      const lower = base.toLowerCase();
      return lower.length === char.length ? lower : char;
    })
    .join('');

/** Spaced-out capitals made a word again: `R E C R U T E` → `RECRUTE`. */
export const closeUp = (text: string): string =>
  text.replaceAll(/(?<![\p{L}\p{N}])(?:\p{Lu}\s){3,}\p{Lu}(?![\p{L}\p{N}])/gu, (run) =>
    run.replaceAll(/\s/g, ''),
  );

/**
 * A folded text without the marks of gender that French ads add: `vendeur(se)`, `serveur/euse`, `apprenti·e`, `H/F`.
 * For comparing trades only; indexes are lost.
 */
export const withoutGender = (folded: string): string =>
  folded
    .replaceAll(
      /\(\s*(?:e|es|se|ses|euse|euses|ere|eres|trice|trices|rice|ne|te|fe|h\s?[/-]\s?f|f\s?[/-]\s?h)\s*\)/g,
      ' ',
    )
    .replaceAll(/\b[hfm]\s?[/\-.]\s?[hf]\b/g, ' ')
    .replaceAll(/[/·.-]\s?(?:e|es|se|euse|euses|ere|trice|rice|ne|te)s?\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
