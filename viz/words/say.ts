import type { Language } from './parse.ts';

export type Values = Readonly<Record<string, string | number>>;

const isPlural = (language: Language, n: number): boolean =>
  language === 'fr' ? Math.abs(n) >= 2 : Math.abs(n) !== 1;

/**
 * Fills a text: `{name}` by its value, numbers in the language's own writing, `{s}` by a plural s that follows
 * `{n}`, and `{one/many}` by the form that follows `{n}`.
 */
export const fill = (language: Language, text: string, values: Values = {}): string => {
  const numbers = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 2 });
  const plural = isPlural(language, Number(values['n'] ?? 0));
  return text.replaceAll(/\{([^}]*)\}/g, (whole, name: string) => {
    if (name === 's') return plural ? 's' : '';
    const slash = name.indexOf('/');
    if (slash !== -1) return plural ? name.slice(slash + 1) : name.slice(0, slash);
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
};
