import type { Language } from './parse.ts';

const locale = (language: Language): string => (language === 'fr' ? 'fr-FR' : 'en-GB');

/** A day: `24 nov.` */
export const dayText = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'short' }).format(new Date(instant));

/** A day and an hour: `24 nov., 14:05`. */
export const momentText = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));

/** Hour and minute of an instant. */
export const hourText = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
